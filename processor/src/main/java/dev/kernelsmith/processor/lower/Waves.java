package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;

/** The waves by which positions are told apart: {@code t * 10000^(-2 * i / channels)} for pair i of the channels (Vaswani et al., 2017). */
final class Waves {
  private static final double LONGEST = 10_000;

  private Waves() {}

  /**
   * The angle of a step.
   *
   * @param pair which two channels
   * @param channels of all pairs
   */
  static Expr angle(Axis step, Axis pair, int channels) {
    Expr exponent = new Expr.Index(Affine.of(pair)).times(constant(-2 * Math.log(LONGEST) / channels));
    return new Expr.Index(Affine.of(step)).times(Expr.unary(UnaryOp.EXP, exponent));
  }
}
