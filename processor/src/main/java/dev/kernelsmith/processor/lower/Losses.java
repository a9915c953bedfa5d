package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.Map;

/** The table of losses. */
public final class Losses {
  private static final Map<LossFunction, LossRule> TABLE =
      Map.of(
          LossFunction.SOFTMAX_CROSS_ENTROPY, new SoftmaxCrossEntropy(),
          LossFunction.SIGMOID_CROSS_ENTROPY, new SigmoidCrossEntropy(),
          LossFunction.MEAN_SQUARED_ERROR, new MeanSquaredError());

  private Losses() {}

  /** The rule of a loss. */
  public static LossRule of(LossFunction loss) {
    return TABLE.get(loss);
  }

  /**
   * The buffer of what a loss is compared with.
   *
   * @param output the output that it is of
   * @param number of the loss
   */
  public static Buffer target(LossRule rule, Buffer output, int number) {
    String name = Buffer.ofNetwork("target", number);
    return rule.target() == LossRule.Target.CLASS
        ? Buffer.of(name, Buffer.Role.CLASS, List.of(), number)
        : Buffer.of(name, Buffer.Role.TARGET, output.shape(), number);
  }

  /**
   * Adds the statement of the gradient by the output: the derivative of a sample's loss, times the loss's weight and the sample's
   * share in the batch's loss; 0 where that is 0, whatever the derivative is.
   *
   * @param weight of the loss
   * @param lossGradient derivative of the batch's loss by the sample's loss
   * @param gradient takes the derivative of the batch's loss by the output
   */
  public static void backward(
      LossRule rule, float weight, LossRule.Buffers buffers, Buffer lossGradient, Buffer gradient, Lowering out) {
    List<Axis> axes = Lowering.axes(gradient.shape());
    Expr share = Expr.read(lossGradient, List.of());
    Expr weighted = rule.derivative(buffers, axes);
    if (weight != 1) {
      weighted = weighted.times(constant(weight));
    }
    Expr derivative = weighted.times(share);
    out.add(
        Statement.assign(
            buffers.loss().label() + " backward", gradient, axes,
            Expr.select(Relation.GREATER, share, constant(0), derivative, constant(0))));
  }
}
