package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;

/** Activations that approach a negative number exponentially. */
final class ExponentialUnits {
  private static final double SCALE = 1.0507009873554804934;
  private static final double ALPHA = 1.6732632423543772848;

  private ExponentialUnits() {}

  /** See {@link dev.kernelsmith.annotations.Activation#ELU}. */
  static Expr elu(Expr z, double alpha) {
    return Expr.select(Relation.LESS, z, constant(0), negativePart(z).times(constant(alpha)), z);
  }

  /** See {@link dev.kernelsmith.annotations.Activation#SELU}. */
  static Expr selu(Expr z) {
    return Expr.select(
        Relation.LESS, z, constant(0), negativePart(z).times(constant(SCALE * ALPHA)), z.times(constant(SCALE)));
  }

  /** {@code exp(z) - 1}, or 0 where z is positive; as {@code 2 t / (1 - t)} with {@code t = tanh(z / 2)}, which loses nothing near 0. */
  private static Expr negativePart(Expr z) {
    Expr x = Expr.select(Relation.LESS, z, constant(0), z, constant(0));
    Expr t = Expr.unary(UnaryOp.TANH, x.times(constant(0.5)));
    return t.times(constant(2)).over(constant(1).minus(t));
  }
}
