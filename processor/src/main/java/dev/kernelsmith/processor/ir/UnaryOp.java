package dev.kernelsmith.processor.ir;

import static dev.kernelsmith.processor.ir.Expr.constant;

import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators of one argument, each with its value and, beside it, its derivative. */
public enum UnaryOp {
  /** {@code -a}. */
  NEGATE(a -> -a, (a, self) -> constant(-1)),
  /** Natural exponential. */
  EXP(Math::exp, (a, self) -> self),
  /** Natural logarithm. */
  LOG(StrictMath::log, (a, self) -> constant(1).over(a)),
  /** {@code exp(a) - 1}, exact near 0. */
  EXPM1(StrictMath::expm1, (a, self) -> self.plus(constant(1))),
  /** Hyperbolic tangent. */
  TANH(Math::tanh, (a, self) -> constant(1).minus(self.times(self))),
  /** {@code 1 / (1 + exp(-a))}. */
  SIGMOID(a -> 1 / (1 + Math.exp(-a)), (a, self) -> self.times(constant(1).minus(self))),
  /** {@code log(1 + exp(a))}. */
  SOFTPLUS(a -> Math.max(a, 0) + StrictMath.log1p(Math.exp(-Math.abs(a))), (a, self) -> Expr.unary(UnaryOp.SIGMOID, a)),
  /** The error function. */
  ERF(
      ErrorFunction::of,
      (a, self) -> Expr.unary(UnaryOp.EXP, a.times(a).negated()).times(constant(2 / Math.sqrt(Math.PI)))),
  /** Sine, of a number in radians. */
  SIN(StrictMath::sin, (a, self) -> cosine(a)),
  /** Cosine, of a number in radians. */
  COS(StrictMath::cos, (a, self) -> Expr.unary(UnaryOp.SIN, a).negated()),
  /** The largest whole number that is not above; its derivative is 0. */
  FLOOR(Math::floor, (a, self) -> constant(0)),
  /** Square root. */
  SQRT(Math::sqrt, (a, self) -> constant(0.5).over(self)),
  /** Absolute value; its derivative at 0 is 0. */
  ABS(
      Math::abs,
      (a, self) -> Expr.select(
          Relation.GREATER,
          a,
          constant(0),
          constant(1),
          Expr.select(Relation.LESS, a, constant(0), constant(-1), constant(0))));

  private final DoubleUnaryOperator value;
  private final BinaryOperator<Expr> derivative;

  UnaryOp(DoubleUnaryOperator value, BinaryOperator<Expr> derivative) {
    this.value = value;
    this.derivative = derivative;
  }

  private static Expr cosine(Expr a) {
    return Expr.unary(COS, a);
  }

  /** Whether it takes many operations of a processor, such as a polynomial. */
  public boolean isLong() {
    return switch (this) {
      case NEGATE, SQRT, ABS, FLOOR -> false;
      case EXP, LOG, EXPM1, TANH, SIGMOID, SOFTPLUS, ERF, SIN, COS -> true;
    };
  }

  /** The name, as printed and as in formulas. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value, in double. */
  public double apply(double a) {
    return value.applyAsDouble(a);
  }

  /** The derivative by the argument, given the argument and the operator's own value. */
  public Expr derivative(Expr a, Expr self) {
    return derivative.apply(a, self);
  }
}
