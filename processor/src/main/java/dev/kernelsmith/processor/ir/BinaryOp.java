package dev.kernelsmith.processor.ir;

import static dev.kernelsmith.processor.ir.Expr.constant;

import java.util.function.DoubleBinaryOperator;

/** Operators of two arguments, each with its value and, beside it, its partial derivatives. */
public enum BinaryOp {
  /** {@code a + b}. */
  ADD("+", Double::sum, (a, b, self) -> constant(1), (a, b, self) -> constant(1)),
  /** {@code a - b}. */
  SUBTRACT("-", (a, b) -> a - b, (a, b, self) -> constant(1), (a, b, self) -> constant(-1)),
  /** {@code a * b}. */
  MULTIPLY("*", (a, b) -> a * b, (a, b, self) -> b, (a, b, self) -> a),
  /** {@code a / b}. */
  DIVIDE(
      "/",
      (a, b) -> a / b,
      (a, b, self) -> constant(1).over(b),
      (a, b, self) -> self.over(b).negated()),
  /** The larger; NaN wins. Where both are equal the derivative goes to {@code b}, so that of {@code max(z, 0)} at 0 is 0. */
  MAX(
      "max",
      Math::max,
      (a, b, self) -> Expr.select(Relation.GREATER, b instanceof Expr.Const ? self : a, b, constant(1), constant(0)),
      (a, b, self) -> Expr.select(Relation.GREATER, a, b, constant(0), constant(1))),
  /** The smaller; NaN wins. Where both are equal the derivative goes to {@code b}. */
  MIN(
      "min",
      Math::min,
      (a, b, self) -> Expr.select(Relation.LESS, a, b, constant(1), constant(0)),
      (a, b, self) -> Expr.select(Relation.LESS, a, b, constant(0), constant(1)));

  /** A partial derivative, given both arguments and the operator's own value. */
  @FunctionalInterface
  interface Partial {
    Expr of(Expr a, Expr b, Expr self);
  }

  private final String symbol;
  private final DoubleBinaryOperator value;
  private final Partial byA;
  private final Partial byB;

  BinaryOp(String symbol, DoubleBinaryOperator value, Partial byA, Partial byB) {
    this.symbol = symbol;
    this.value = value;
    this.byA = byA;
    this.byB = byB;
  }

  /** As printed. */
  public String symbol() {
    return symbol;
  }

  /** The value, in double. */
  public double apply(double a, double b) {
    return value.applyAsDouble(a, b);
  }

  /** The derivative by the first argument. */
  public Expr derivativeA(Expr a, Expr b, Expr self) {
    return byA.of(a, b, self);
  }

  /** The derivative by the second argument. */
  public Expr derivativeB(Expr a, Expr b, Expr self) {
    return byB.of(a, b, self);
  }
}
