package dev.kernelsmith.processor.emit.text;

import dev.kernelsmith.processor.ir.Expr;
import java.util.Locale;

/**
 * Java source of numbers that are computed once a step, in double. Functions whose bits a JVM may choose are those of {@code StrictMath}, but
 * {@code pow}, which allocates until it is compiled, is not among them.
 */
public final class DoubleText {
  private DoubleText() {}

  /** Source of an expression over scalars and buffers of one number, by their names. */
  public static String of(Expr e) {
    return write(e).text();
  }

  private static Value write(Expr e) {
    return switch (e) {
      case Expr.Const c -> Value.number(literal(c.value()));
      case Expr.Read r -> Value.number(r.buffer().name());
      case Expr.Scalar s -> Value.number(s.name());
      case Expr.Unary u -> unary(u);
      case Expr.Binary b -> binary(b);
      case Expr.Select s ->
          Value.compound(
              write(s.left()).operand() + " " + s.relation().symbol() + " " + write(s.right()).operand() + " ? "
                  + write(s.then()).operand() + " : " + write(s.otherwise()).operand());
      case Expr.StopGradient s -> write(s.a());
      case Expr.Random r ->
          throw new IllegalArgumentException("a number of a step is not random: stream " + r.stream());
      case Expr.Entry t -> throw new IllegalArgumentException("a number of a step has no table: " + t.table());
      case Expr.Index i -> throw new IllegalArgumentException("a number of a step has no index: " + i.value());
    };
  }

  private static String literal(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "#Double.POSITIVE_INFINITY" : "#Double.NEGATIVE_INFINITY";
    }
    return Double.toString(value);
  }

  private static Value unary(Expr.Unary u) {
    Value a = write(u.a());
    String name = u.op().name().toLowerCase(Locale.ROOT);
    return switch (u.op()) {
      case NEGATE -> a.negated();
      case SIGMOID -> Value.number("1 / (1 + #StrictMath.exp(-" + a.operand() + "))", Value.Binding.PRODUCT);
      case SQRT, ABS -> Value.number("#Math." + name + "(" + a.text() + ")");
      case SOFTPLUS, ERF -> throw new IllegalArgumentException("no number of a step needs " + name);
      case EXP, LOG, EXPM1, TANH, SIN, COS, FLOOR -> Value.number("#StrictMath." + name + "(" + a.text() + ")");
    };
  }

  private static Value binary(Expr.Binary b) {
    Value left = write(b.a());
    Value right = write(b.b());
    String symbol = b.op().symbol();
    return switch (b.op()) {
      case MAX, MIN -> Value.number("#Math." + symbol + "(" + left.text() + ", " + right.text() + ")");
      case ADD, SUBTRACT -> Value.sum(left, symbol, right);
      case MULTIPLY, DIVIDE -> Value.product(left, symbol, right);
    };
  }
}
