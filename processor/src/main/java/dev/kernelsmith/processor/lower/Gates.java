package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;

/** Activations {@code z * gate(z)} with a gate that rises from 0 to 1. Their derivatives follow from those of the operators. */
final class Gates {
  /** A gate in float is 0 or 1 beyond this, so that it is not computed from more, which might overflow. */
  private static final double FLAT = 10;

  private Gates() {}

  /** See {@link dev.kernelsmith.annotations.Activation#SWISH}. */
  static Expr swish(Expr z) {
    return z.times(Expr.unary(UnaryOp.SIGMOID, z));
  }

  /** See {@link dev.kernelsmith.annotations.Activation#MISH}: with {@code n = e^z (e^z + 2)} the gate is {@code n / (n + 2)}. */
  static Expr mish(Expr z) {
    Expr exp = Expr.unary(UnaryOp.EXP, Expr.min(z, constant(FLAT)));
    Expr n = exp.times(exp.plus(constant(2)));
    return z.times(n.over(n.plus(constant(2))));
  }

  /** See {@link dev.kernelsmith.annotations.Activation#HARD_SIGMOID}. */
  static Expr hardSigmoid(Expr z) {
    return Rectifier.upToSix(z.plus(constant(3))).times(constant(1.0 / 6));
  }

  /** See {@link dev.kernelsmith.annotations.Activation#HARD_SWISH}. */
  static Expr hardSwish(Expr z) {
    return z.times(hardSigmoid(z));
  }

  /** See {@link dev.kernelsmith.annotations.Activation#GELU}. */
  static Expr gelu(Expr z) {
    Expr erf = Expr.unary(UnaryOp.ERF, z.times(constant(Math.sqrt(0.5))));
    return z.times(erf.plus(constant(1)).times(constant(0.5)));
  }

  /** See {@link dev.kernelsmith.annotations.Activation#GELU_TANH}. */
  static Expr geluTanh(Expr z) {
    Expr x = Expr.max(Expr.min(z, constant(FLAT)), constant(-FLAT));
    Expr cubic = x.plus(x.times(x).times(x).times(constant(0.044715)));
    Expr tanh = Expr.unary(UnaryOp.TANH, cubic.times(constant(Math.sqrt(2 / Math.PI))));
    return z.times(tanh.plus(constant(1)).times(constant(0.5)));
  }
}
