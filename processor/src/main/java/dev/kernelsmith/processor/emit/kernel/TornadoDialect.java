package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;

/**
 * Arithmetic of one thread on a device. Only what TornadoVM was seen to compile rightly: no fused multiply-add by name, no infinities,
 * no sum of a product with itself, no shifts without sign, no quotient of what may be negative. The functions of OpenCL pass over NaN; a greatest and a least value are comparisons that keep it, as
 * on the CPU, and each condition is one that holds: TornadoVM makes of {@code !(a <= b)} an {@code isless(b, a)}, which for NaN is another thing.
 */
public class TornadoDialect extends ScalarDialect {
  /** Name of the array with the numbers of a step. */
  public static final String STEP = "step";

  /** Floats of a key. */
  public static final int KEY = 4;

  private final UpdateCalls updates;

  public TornadoDialect() {
    this(UpdateCalls.NONE);
  }

  /** The same, where updates follow from gradients. */
  public TornadoDialect(UpdateCalls updates) {
    super(false);
    this.updates = updates;
  }

  /** Source of a number. */
  public static String number(double value) {
    return literal(value);
  }

  /** Name of the constant with the start of the key of a stream of random numbers in it. */
  public static String key(int stream) {
    return "START_OF_KEY" + stream;
  }

  /** Name of the constant with the index of a number of the step in it, {@code INDEX_OF_INVERSE_SAMPLES}. */
  public static String constant(String scalar) {
    return "INDEX_OF_" + Names.constant(scalar);
  }

  /** Name of the method for a function that TornadoVM has not; none that OpenCL has. */
  public static String function(UnaryOp op) {
    return switch (op) {
      case ERF -> "errorFunction";
      case FLOOR -> "wholeNumber";
      default -> name(op);
    };
  }

  /** Name of the method for the greater or the less of two numbers; none that OpenCL has. */
  public static String extreme(BinaryOp op) {
    return op == BinaryOp.MAX ? "maximum" : "minimum";
  }

  @Override
  public Value write(Expr e, Scope scope) {
    if (e instanceof Expr.Scalar s && scope.known(e) == null) {
      scope.remember(e, scope.local("float", s.name(), Value.number(STEP + ".get(" + constant(s.name()) + ")")));
    }
    if (e instanceof Expr.Binary b && b.op() == BinaryOp.ADD && scope.known(e) == null) {
      Value left = write(b.a(), scope);
      if (left.text().equals(write(b.b(), scope).text())) {
        return Value.product(Value.number("2f"), "*", left);
      }
    }
    return super.write(e, scope);
  }

  @Override
  Value call(UnaryOp op, Value a) {
    return switch (op) {
      case SIGMOID -> Value.number("1f / (1f + #TornadoMath.exp(-" + a.operand() + "))", Value.Binding.PRODUCT);
      case SOFTPLUS, ERF, FLOOR -> Value.number(function(op) + "(" + a.text() + ")");
      default -> Value.number("#TornadoMath." + name(op) + "(" + a.text() + ")");
    };
  }

  @Override
  String random(Expr.Random r, String sample, String element) {
    return "random(" + STEP + ", " + key(r.stream()) + ", " + sample + ", " + element + ")";
  }

  @Override
  public String lowest() {
    return "-#Float.MAX_VALUE";
  }

  /** Passes over NaN but for the first: to keep every NaN where the number of the greatest is asked for takes a third more time for a convolution with a pool. */
  @Override
  public String better(String candidate, String best) {
    return candidate + " > " + best;
  }

  @Override
  public void maximum(Scope scope, String best, Value candidate) {
    scope.line(best + " = " + extreme(BinaryOp.MAX) + "(" + best + ", " + candidate.text() + ")");
  }

  @Override
  Value extreme(BinaryOp op, Value a, Value b) {
    return Value.number(extreme(op) + "(" + a.text() + ", " + b.text() + ")");
  }

  @Override
  public Value loaded(String array, String index) {
    return Value.number(array + ".get(" + index + ")");
  }

  @Override
  public String stored(String array, String index, Value value) {
    return array + ".set(" + index + ", " + value.text() + ")";
  }

  @Override
  public boolean copiesGradients() {
    return false;
  }

  @Override
  public void follow(Scope scope, Expr.Read at) {
    UpdateCalls.Method method = updates.methods().get(at.buffer());
    if (method != null) {
      scope.line(method.call(scope.index(at)));
    }
  }

  @Override
  public String add(Value value, Expr.Read at, Scope scope) {
    return scope.stored(at, scope.element(at) + " + " + value.operand());
  }
}
