package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LayerNode;
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
          Activation.RELU, new Rectifier(),
          Activation.SIGMOID, ActivationRule.pointwise(z -> Expr.unary(UnaryOp.SIGMOID, z)),
          Activation.TANH, ActivationRule.pointwise(z -> Expr.unary(UnaryOp.TANH, z)),
          Activation.SOFTMAX, Softmax::activation);

  private Activations() {}

  /** The rule of an activation. */
  public static ActivationRule of(Activation activation) {
    return TABLE.get(activation);
  }

  /** The activation that a layer's annotation names. */
  static Activation of(LayerNode layer) {
    return layer.attributes().constant("activation", Activation.class);
  }

  /** Adds the statements of the activation that a layer's annotation names. */
  static void apply(LayerNode layer, Buffer target, List<Axis> axes, Expr z, Lowering out) {
    of(of(layer)).apply(target, axes, z, out);
  }
}
