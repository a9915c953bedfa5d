package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;
import java.util.Map;

/** The table of activations. */
public final class Activations {
  private static final Map<Activation, ActivationRule> TABLE =
      Map.of(
          Activation.IDENTITY, ActivationRule.pointwise(z -> z),
          Activation.RELU, ActivationRule.pointwise(z -> Expr.max(z, constant(0))),
          Activation.SIGMOID, ActivationRule.pointwise(z -> Expr.unary(UnaryOp.SIGMOID, z)),
          Activation.TANH, ActivationRule.pointwise(z -> Expr.unary(UnaryOp.TANH, z)),
          Activation.SOFTMAX, Softmax::activation);

  private Activations() {}

  /** Adds the statements of an activation, given by the name of its constant. */
  public static void apply(String activation, Buffer target, List<Axis> axes, Expr z, Lowering out) {
    TABLE.get(Activation.valueOf(activation)).apply(target, axes, z, out);
  }
}
