package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;

/** See {@link dev.kernelsmith.annotations.Activation#SELU}. */
final class Selu {
  private static final double SCALE = 1.0507009873554804934;
  private static final double ALPHA = 1.6732632423543772848;

  private Selu() {}

  /** The function; {@code exp(x) - 1} of an x that is not positive is {@code 2 t / (1 - t)} with {@code t = tanh(x / 2)}, which loses nothing near 0. */
  static Expr of(Expr z) {
    Expr x = Expr.select(Relation.GREATER, z, constant(0), constant(0), z);
    Expr t = Expr.unary(UnaryOp.TANH, x.times(constant(0.5)));
    Expr expm1 = t.times(constant(2)).over(constant(1).minus(t));
    return Expr.select(
        Relation.GREATER, z, constant(0), z.times(constant(SCALE)), expm1.times(constant(SCALE * ALPHA)));
  }
}
