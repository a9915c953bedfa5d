package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.Locale;

/** Plain Java arithmetic on floats. */
class ScalarDialect implements Dialect {
  private final String math;
  private final boolean fused;

  /**
   * A dialect.
   *
   * @param fused whether products are added with {@code Math.fma} and functions have the bits of the vector kernels
   */
  ScalarDialect(boolean fused) {
    this.fused = fused;
    this.math = fused ? "#VectorMath" : "#ScalarMath";
  }

  @Override
  public String type() {
    return "float";
  }

  @Override
  public String zero() {
    return "0f";
  }

  @Override
  public Value write(Expr e, Scope scope) {
    Value known = scope.known(e);
    if (known != null) {
      return known;
    }
    return switch (e) {
      case Expr.Const c -> Value.number(literal(c.value()));
      case Expr.Read r -> load(r, scope);
      case Expr.Scalar s -> Value.number(s.name());
      case Expr.Index i -> index(i);
      case Expr.Entry t -> throw new IllegalStateException("a table is written out: " + t);
      case Expr.Random r -> random(r, scope);
      case Expr.Unary u -> unary(u, scope);
      case Expr.Binary b -> binary(b, scope);
      case Expr.Select s -> select(s, scope);
      case Expr.StopGradient s -> write(s.a(), scope);
    };
  }

  /** The greater or the less of two numbers; NaN where one is. */
  Value extreme(BinaryOp op, Value a, Value b) {
    return Value.number("#Math." + op.symbol() + "(" + a.text() + ", " + b.text() + ")");
  }

  static Value index(Expr.Index i) {
    String text = IndexText.of(i.value());
    return text.indexOf(' ') < 0 ? Value.number(text) : Value.number(text, Value.Binding.SUM);
  }

  /** Writes what is calculated with: an index is an int in Java, whose quotients and products are others than those of floats. */
  private Value calculated(Expr e, Scope scope) {
    Value value = write(e, scope);
    return e instanceof Expr.Index ? Value.number("(float) " + value.operand(), Value.Binding.PREFIX) : value;
  }

  private Value random(Expr.Random r, Scope scope) {
    String number = random(r, scope.addresses().sampleNumber(), IndexText.of(r.element()));
    Value local = scope.local("float", "random", Value.number(number));
    scope.remember(r, local);
    return local;
  }

  /** Source of a random number. */
  String random(Expr.Random r, String sample, String element) {
    return "#Threefry.uniform(" + RandomArguments.key(r.stream()) + ", " + sample + ", " + element + ")";
  }

  private Value load(Expr.Read read, Scope scope) {
    boolean integer = scope.addresses().isInt(read.buffer());
    Value loaded =
        scope.local(integer ? "int" : "float", read.buffer().label(), Value.number(scope.element(read)));
    scope.remember(read, loaded);
    return loaded;
  }

  private Value unary(Expr.Unary u, Scope scope) {
    Value a = calculated(u.a(), scope);
    if (u.op() == UnaryOp.NEGATE) {
      return a.negated();
    }
    if (u.op() == UnaryOp.EXPM1) {
      throw new IllegalStateException("expm1 is for numbers of a step");
    }
    Value local = scope.local("float", name(u.op()), call(u.op(), a));
    scope.remember(u, local);
    return local;
  }

  /** Source of a function's value. */
  Value call(UnaryOp op, Value a) {
    return Value.number((op == UnaryOp.ABS ? "#Math" : math) + "." + name(op) + "(" + a.text() + ")");
  }

  /** A function's name, as in {@code Math}. */
  static String name(UnaryOp op) {
    return op.name().toLowerCase(Locale.ROOT);
  }

  private Value binary(Expr.Binary b, Scope scope) {
    Value left = calculated(b.a(), scope);
    Value right = calculated(b.b(), scope);
    return switch (b.op()) {
      case MAX, MIN -> extreme(b.op(), left, right);
      case ADD, SUBTRACT -> Value.sum(left, b.op().symbol(), right);
      case MULTIPLY, DIVIDE -> Value.product(left, b.op().symbol(), right);
    };
  }

  private Value select(Expr.Select s, Scope scope) {
    Value left = write(s.left(), scope);
    Value right = write(s.right(), scope);
    Value then = calculated(s.then(), scope);
    Value otherwise = calculated(s.otherwise(), scope);
    return Value.compound(
        part(s.left(), left) + " " + s.relation().symbol() + " " + part(s.right(), right) + " ? "
            + part(s.then(), then) + " : " + part(s.otherwise(), otherwise));
  }

  /** A part of a choice: of all expressions, only another choice binds no stronger. */
  private static String part(Expr e, Value value) {
    return switch (e) {
      case Expr.Select s -> value.operand();
      case Expr.StopGradient s -> part(s.a(), value);
      default -> value.text();
    };
  }

  @Override
  public String plus(String accumulator, Value value) {
    return accumulator + " += " + value.text();
  }

  @Override
  public String multiplyAdd(Value a, Value b, String accumulator) {
    return fused
        ? accumulator + " = #Math.fma(" + a.text() + ", " + b.text() + ", " + accumulator + ")"
        : accumulator + " += " + Value.product(a, "*", b).text();
  }

  @Override
  public String add(Value value, Expr.Read at, Scope scope) {
    return scope.element(at) + " += " + value.text();
  }

  static String literal(double value) {
    float f = (float) value;
    if (Float.isInfinite(f)) {
      return f > 0 ? "#Float.POSITIVE_INFINITY" : "#Float.NEGATIVE_INFINITY";
    }
    return f == Math.rint(f) && Math.abs(f) < 1e7 ? (int) f + "f" : f + "f";
  }
}
