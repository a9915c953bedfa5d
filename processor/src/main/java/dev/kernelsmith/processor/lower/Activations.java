package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.graph.ActivationUse;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;

/** The table of activations; those that have a number are made with it. */
public final class Activations {
  private static final Map<Activation, DoubleFunction<ActivationRule>> TABLE =
      Map.ofEntries(
          row(Activation.IDENTITY, z -> z),
          row(Activation.RELU, Rectifier.of(Rectifier::fromZero)),
          row(Activation.SIGMOID, z -> Expr.unary(UnaryOp.SIGMOID, z)),
          row(Activation.TANH, z -> Expr.unary(UnaryOp.TANH, z)),
          row(Activation.SOFTMAX, Softmax::activation),
          row(Activation.LOG_SOFTMAX, Softmax::logarithm),
          row(Activation.RELU6, Rectifier.of(Rectifier::upToSix)),
          Map.entry(Activation.LEAKY_RELU, alpha -> Rectifier.of(z -> Kinks.leaky(z, alpha))),
          Map.entry(
              Activation.THRESHOLDED_RELU, alpha -> ActivationRule.pointwise(z -> Kinks.thresholded(z, alpha))),
          row(Activation.STEP, Kinks::step),
          row(
              Activation.SELU,
              ActivationRule.pointwise(ExponentialUnits::selu).startingFrom(Initializer.LECUN_NORMAL)),
          Map.entry(Activation.ELU, alpha -> ActivationRule.pointwise(z -> ExponentialUnits.elu(z, alpha))),
          row(Activation.SOFTPLUS, z -> Expr.unary(UnaryOp.SOFTPLUS, z)),
          row(Activation.SOFTSIGN, z -> z.over(Expr.unary(UnaryOp.ABS, z).plus(constant(1)))),
          row(Activation.SWISH, Gates::swish),
          row(Activation.MISH, Gates::mish),
          row(Activation.HARD_SIGMOID, Gates::hardSigmoid),
          row(Activation.HARD_SWISH, Gates::hardSwish),
          row(Activation.GELU, Gates::gelu),
          row(Activation.GELU_TANH, Gates::geluTanh));

  private Activations() {}

  private static Map.Entry<Activation, DoubleFunction<ActivationRule>> row(
      Activation activation, UnaryOperator<Expr> function) {
    return row(activation, ActivationRule.pointwise(function));
  }

  private static Map.Entry<Activation, DoubleFunction<ActivationRule>> row(Activation activation, ActivationRule rule) {
    return Map.entry(activation, alpha -> rule);
  }

  /**
   * The rule of an activation.
   *
   * @param alpha its number; any where it has none
   */
  public static ActivationRule of(Activation activation, double alpha) {
    return TABLE.get(activation).apply(alpha);
  }

  /** Whether a layer hands out its result as it is. */
  static boolean isIdentity(LayerNode layer) {
    return use(layer).function() == Activation.IDENTITY;
  }

  /** The rule of the activation that a layer's annotation names, or of the formula beside it. */
  static ActivationRule rule(LayerNode layer) {
    ActivationUse use = use(layer);
    return use.formula() == null ? of(Objects.requireNonNull(use.function()), use.alpha())
        : new FormulaActivation(use.formula());
  }

  private static ActivationUse use(LayerNode layer) {
    return Objects.requireNonNull(ActivationUse.in(layer.attributes()), layer.kind());
  }

  /** Adds the statements of the activation that a layer's annotation names. */
  static void apply(LayerNode layer, Buffer target, List<Axis> axes, Expr z, Lowering out) {
    rule(layer).apply(target, axes, z, out);
  }
}
