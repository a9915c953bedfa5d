package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;

/** Activations of two straight parts. */
final class Kinks {
  private Kinks() {}

  /** See {@link dev.kernelsmith.annotations.Activation#LEAKY_RELU}. */
  static Expr leaky(Expr z, double alpha) {
    return Expr.select(Relation.LESS, z, constant(0), z.times(constant(alpha)), z);
  }

  /** See {@link dev.kernelsmith.annotations.Activation#THRESHOLDED_RELU}. */
  static Expr thresholded(Expr z, double alpha) {
    return Expr.select(Relation.GREATER, z, constant(alpha), z, constant(0));
  }

  /** See {@link dev.kernelsmith.annotations.Activation#STEP}. */
  static Expr step(Expr z) {
    return Expr.select(Relation.LESS, z, constant(0), constant(0), constant(1));
  }
}
