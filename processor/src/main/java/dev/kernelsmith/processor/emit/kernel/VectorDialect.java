package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import java.util.Locale;

/** The Vector API, over lanes along one axis; what is the same in all lanes stays a number as long as it can. */
final class VectorDialect implements Dialect {
  private final Axis lane;
  private final ScalarDialect scalar = new ScalarDialect(true);

  /**
   * A dialect.
   *
   * @param lane the axis that the lanes run over
   */
  VectorDialect(Axis lane) {
    this.lane = lane;
  }

  @Override
  public String type() {
    return "#FloatVector";
  }

  @Override
  public String zero() {
    return "#FloatVector.zero(SPECIES)";
  }

  @Override
  public Value write(Expr e, Scope scope) {
    Value known = scope.known(e);
    if (known != null) {
      return known;
    }
    if (!varies(e, scope)) {
      return scalar.write(e, scope);
    }
    return switch (e) {
      case Expr.Read r -> load(r, scope);
      case Expr.Unary u -> unary(u, scope);
      case Expr.Binary b -> binary(b, scope);
      case Expr.Select s -> select(s, scope);
      case Expr.StopGradient s -> write(s.a(), scope);
      case Expr.Const c -> scalar.write(e, scope);
      case Expr.Scalar s -> scalar.write(e, scope);
      case Expr.Random r -> random(r, scope);
      case Expr.Entry t -> scalar.write(e, scope);
      case Expr.Index i -> throw new IllegalStateException("an index cannot vary along the lanes: " + i.value());
    };
  }

  /** Whether lanes differ. */
  private boolean varies(Expr e, Scope scope) {
    Value known = scope.known(e);
    if (known != null) {
      return known.vector();
    }
    return switch (e) {
      case Expr.Read r -> scope.addresses().varies(r, lane);
      case Expr.Index i -> i.value().uses(lane);
      case Expr.Random r -> scope.addresses().countsSamples(lane) || r.element().uses(lane);
      default -> e.children().stream().anyMatch(c -> varies(c, scope));
    };
  }

  private Value load(Expr.Read read, Scope scope) {
    String array = scope.addresses().array(read.buffer());
    String index = scope.index(read);
    Value loaded = scope.local(type(), read.buffer().label(), loaded(array, index));
    scope.remember(read, loaded);
    return loaded;
  }

  /** A vector of random numbers is handed over in memory. */
  private Value random(Expr.Random r, Scope scope) {
    String at = scope.addresses().randomNumbers();
    int samples = scope.addresses().countsSamples(lane) ? 1 : 0;
    scope.line(
        String.format(
            Locale.ROOT, "#VectorMath.uniform(floats, %s, %s, %s, %d, %s, %d)", at, RandomArguments.key(r.stream()),
            scope.addresses().sampleNumber(), samples, IndexText.of(r.element()), r.element().coefficient(lane)));
    Value local =
        scope.local(type(), "random", loaded("floats", at));
    scope.remember(r, local);
    return local;
  }

  private Value unary(Expr.Unary u, Scope scope) {
    Value a = write(u.a(), scope);
    String name = ScalarDialect.name(u.op());
    return switch (u.op()) {
      case NEGATE -> Value.vector(a.text() + ".neg()");
      case SQRT -> Value.vector(a.text() + ".sqrt()");
      case ABS -> Value.vector(a.text() + ".abs()");
      case EXP, LOG, TANH, SIGMOID, SOFTPLUS, ERF, SIN, COS, FLOOR -> {
        Value local = scope.local(type(), name, Value.vector("#VectorMath." + name + "(" + a.text() + ")"));
        scope.remember(u, local);
        yield local;
      }
      case EXPM1 -> throw new IllegalStateException("expm1 is for numbers of a step");
    };
  }

  private Value binary(Expr.Binary b, Scope scope) {
    Value left = write(b.a(), scope);
    Value right = write(b.b(), scope);
    if (b.op() == BinaryOp.MAX && left.vector() && b.b().isConstant(0)) {
      return rectified(left, scope);
    }
    boolean commutes = b.op() != BinaryOp.SUBTRACT && b.op() != BinaryOp.DIVIDE;
    if (!left.vector() && commutes) {
      Value swap = left;
      left = right;
      right = swap;
    }
    String method =
        switch (b.op()) {
          case ADD -> "add";
          case SUBTRACT -> "sub";
          case MULTIPLY -> "mul";
          case DIVIDE -> "div";
          case MAX -> "max";
          case MIN -> "min";
        };
    return Value.vector(spread(left) + "." + method + "(" + right.text() + ")");
  }

  /** {@code max(z, 0)} by a comparison, which takes fewer instructions than a maximum that minds the signs of zeros. */
  private Value rectified(Value z, Scope scope) {
    Value local = z.isName() ? z : scope.local(type(), "z", z);
    return Value.vector(local.text() + ".blend(0f, " + local.text() + ".compare(#VectorOperators.LE, 0f))");
  }

  private Value select(Expr.Select s, Scope scope) {
    Value left = write(s.left(), scope);
    Value right = write(s.right(), scope);
    Value then = branch(s.then(), scope);
    Value otherwise = branch(s.otherwise(), scope);
    Relation relation = s.relation();
    if (!left.vector() && right.vector()) {
      Value swap = left;
      left = right;
      right = swap;
      relation =
          switch (relation) {
            case GREATER -> Relation.LESS;
            case LESS -> Relation.GREATER;
            case EQUAL -> Relation.EQUAL;
          };
    }
    String operator =
        switch (relation) {
          case GREATER -> "GT";
          case LESS -> "LT";
          case EQUAL -> "EQ";
        };
    String bound = s.right() instanceof Expr.Index i ? number(i, right) : right.text();
    String mask = spread(left) + ".compare(#VectorOperators." + operator + ", " + bound + ")";
    return Value.vector(spread(otherwise) + ".blend(" + then.text() + ", " + mask + ")");
  }

  /** A branch; a choice within a choice gets a name. */
  private Value branch(Expr e, Scope scope) {
    Value value = write(e, scope);
    if (!(e instanceof Expr.Select) || value.isName() || !value.vector()) {
      return value;
    }
    Value local = scope.local(type(), "selected", value);
    scope.remember(e, local);
    return local;
  }

  private static String number(Expr.Index index, Value value) {
    boolean constant = index.value().axes().isEmpty();
    return constant ? ScalarDialect.literal(index.value().constant()) : "(float) " + value.operand();
  }

  @Override
  public Value typed(Value value) {
    return Value.vector(spread(value));
  }

  /** The value as a vector. */
  private String spread(Value value) {
    if (value.vector()) {
      return value.text();
    }
    return value.text().equals("0f") ? zero() : "#FloatVector.broadcast(SPECIES, " + value.text() + ")";
  }

  @Override
  public Value local(String name) {
    return Value.vector(name);
  }

  @Override
  public void maximum(Scope scope, String best, Value candidate) {
    scope.line(best + " = " + best + ".max(" + candidate.text() + ")");
  }

  @Override
  public void argmax(Scope scope, String best, String argmax, String candidate, String number) {
    String better = scope.names().numbered("better");
    String c = candidate;
    scope.line(
        String.format(Locale.ROOT,
            "#VectorMask<#Float> %s = %s.compare(#VectorOperators.GT, %s).or(%s.compare(#VectorOperators.NE, %s).and(%s.compare(#VectorOperators.EQ, %s)))",
            better, c, best, c, c, best, best));
    scope.line(best + " = " + best + ".blend(" + c + ", " + better + ")");
    scope.line(argmax + " = " + argmax + ".blend(" + number + ", " + better + ")");
  }

  @Override
  public void replaceNegative(Scope scope, String local, String number) {
    scope.line(
        String.format(Locale.ROOT, "%s = %s.blend(%s, %s.compare(#VectorOperators.LT, 0f))", local, local, number,
            local));
  }

  @Override
  public Value withinRow(Scope scope, Value value, String first, int length) {
    String inside = String.format(Locale.ROOT, "SPECIES.indexInRange(%s, %d)", first, length);
    return scope.local(type(), "inRow", Value.vector(zero() + ".blend(" + spread(value) + ", " + inside + ")"));
  }

  @Override
  public String plus(String accumulator, Value value) {
    return accumulator + " = " + accumulator + ".add(" + value.text() + ")";
  }

  @Override
  public String multiplyAdd(Value a, Value b, String accumulator) {
    return accumulator + " = " + spread(a) + ".fma(" + spread(b) + ", " + accumulator + ")";
  }

  @Override
  public Value factor(Expr e, Scope scope) {
    Value known = scope.broadcasts().get(e);
    if (known != null) {
      return known;
    }
    if (varies(e, scope)) {
      return write(e, scope);
    }
    Value value;
    if (e instanceof Expr.Read read) {
      String text = "#FloatVector.broadcast(SPECIES, " + scope.element(read) + ")";
      value = scope.local(type(), read.buffer().label(), Value.vector(text));
    } else {
      value = scope.local(type(), "factor", Value.vector(spread(scalar.write(e, scope))));
    }
    scope.broadcasts().put(e, value);
    return value;
  }

  @Override
  public Value loaded(String array, String index) {
    return Value.vector("#FloatVector.fromArray(SPECIES, " + array + ", " + index + ")");
  }

  @Override
  public String stored(String array, String index, Value value) {
    return spread(value) + ".intoArray(" + array + ", " + index + ")";
  }

  @Override
  public String store(Value value, Expr.Read at, Scope scope) {
    return stored(scope.addresses().array(at.buffer()), scope.index(at), value);
  }

  @Override
  public String add(Value value, Expr.Read at, Scope scope) {
    String array = scope.addresses().array(at.buffer());
    String index = scope.index(at);
    return stored(array, index, Value.vector(loaded(array, index).text() + ".add(" + value.text() + ")"));
  }
}
