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
      Map.ofEntries(
          Map.entry(Activation.IDENTITY, ActivationRule.pointwise(z -> z)),
          Map.entry(Activation.RELU, new Rectifier()),
          Map.entry(Activation.SIGMOID, ActivationRule.pointwise(z -> Expr.unary(UnaryOp.SIGMOID, z))),
          Map.entry(Activation.TANH, ActivationRule.pointwise(z -> Expr.unary(UnaryOp.TANH, z))),
          Map.entry(Activation.SOFTMAX, Softmax::activation),
          Map.entry(Activation.RELU6, new Rectifier(ActivationRule.pointwise(Rectifier::upToSix))),
          Map.entry(Activation.SELU, ActivationRule.pointwise(Selu::of)),
          Map.entry(
              Activation.SOFTSIGN,
              ActivationRule.pointwise(z -> z.over(Expr.unary(UnaryOp.ABS, z).plus(Expr.constant(1))))),
          Map.entry(Activation.SWISH, ActivationRule.pointwise(Gates::swish)),
          Map.entry(Activation.MISH, ActivationRule.pointwise(Gates::mish)),
          Map.entry(Activation.HARD_SIGMOID, ActivationRule.pointwise(Gates::hardSigmoid)),
          Map.entry(Activation.HARD_SWISH, ActivationRule.pointwise(Gates::hardSwish)),
          Map.entry(Activation.GELU_TANH, ActivationRule.pointwise(Gates::geluTanh)));

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
