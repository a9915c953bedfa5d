package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
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

  /** The rule of a loss, given by the name of its constant. */
  public static LossRule of(String name) {
    return TABLE.get(LossFunction.valueOf(name));
  }

  /** A sample's derivative times its loss gradient; 0 where that is 0, whatever the derivative is. */
  static Expr weighted(Buffer lossGradient, Expr derivative) {
    Expr weight = Expr.read(lossGradient, List.of());
    return Expr.select(Relation.GREATER, weight, constant(0), derivative.times(weight), constant(0));
  }
}
