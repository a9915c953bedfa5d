package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The table of losses. */
public final class Losses {
  private static final Map<LossFunction, LossRule> TABLE =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(LossFunction.SOFTMAX_CROSS_ENTROPY, new SoftmaxCrossEntropy()),
              Map.entry(LossFunction.SIGMOID_CROSS_ENTROPY, new SigmoidCrossEntropy()),
              Map.entry(LossFunction.CROSS_ENTROPY, new CrossEntropy()),
              Map.entry(LossFunction.BINARY_CROSS_ENTROPY, new BinaryCrossEntropy()),
              Map.entry(LossFunction.FOCAL, new Focal()),
              Map.entry(LossFunction.KL_DIVERGENCE, new KlDivergence()),
              Map.entry(LossFunction.MEAN_SQUARED_ERROR, new SquaredError(true)),
              Map.entry(LossFunction.SQUARED_ERROR, new SquaredError(false)),
              Map.entry(LossFunction.MEAN_ABSOLUTE_ERROR, new MeanAbsoluteError()),
              Map.entry(LossFunction.HUBER, new Huber()),
              Map.entry(LossFunction.HINGE, new Hinge()),
              Map.entry(LossFunction.COSINE, new Cosine()),
              Map.entry(LossFunction.TRIPLET, new Triplet()),
              Map.entry(LossFunction.FORMULA, new FormulaLoss())));

  private Losses() {}

  /** The rule of a loss. */
  public static LossRule of(LossFunction loss) {
    return TABLE.get(loss);
  }

  /** The values of an output's loss. */
  public static LossValues values(GraphOutput output) {
    return new LossValues(of(output.loss()), output.values());
  }

  /** What an output's loss is compared with. */
  public static LossRule.Target target(GraphOutput output) {
    return of(output.loss()).target(values(output));
  }

  /** Class numbers that a sample of an output of this shape is compared with: one, or one for each position. */
  public static List<Integer> positions(List<Integer> shape) {
    return shape.subList(0, shape.size() - 1);
  }

  /**
   * The buffers of a loss.
   *
   * @param output the output that it is of
   * @param probabilities what its rule made of it
   * @param number of the loss
   * @param loss takes the sample's loss
   */
  public static LossRule.Buffers buffers(
      LossValues values, Buffer output, Buffer probabilities, int number, Buffer loss) {
    String name = Buffer.ofNetwork("target", number);
    boolean classes = ((LossRule) values.rule()).target(values) == LossRule.Target.CLASS;
    Buffer target =
        classes ? Buffer.of(name, Buffer.Role.CLASS, positions(output.shape()), number)
            : Buffer.of(name, Buffer.Role.TARGET, output.shape(), number);
    return new LossRule.Buffers(values, output, probabilities, target, loss);
  }

  /**
   * Adds the statements of the gradient by the output: the derivative of a sample's loss, times the loss's weight and the sample's
   * share in the batch's loss; 0 where that is 0, whatever the derivative is.
   *
   * @param lossGradient derivative of the batch's loss by the sample's loss
   * @param gradient takes the derivative of the batch's loss by the output
   */
  public static void backward(LossRule.Buffers buffers, Buffer lossGradient, Buffer gradient, Lowering out) {
    Expr share = Expr.read(lossGradient, List.of());
    Expr weight = constant(buffers.values().weight());
    UnaryOperator<Expr> shared =
        derivative -> Expr.select(
            Relation.GREATER, share, constant(0), derivative.times(weight).times(share), constant(0));
    ((LossRule) buffers.values().rule()).backward(buffers, shared, gradient, out);
  }

  /** A power of what is at least 0, of which 0 counts as 1e-30 where the exponent is no small whole number. */
  static Expr power(Expr base, double exponent) {
    if (exponent == 0) {
      return constant(1);
    }
    if (exponent == 1) {
      return base;
    }
    return exponent == 2 ? base.times(base)
        : Expr.unary(
            UnaryOp.EXP,
            Expr.unary(UnaryOp.LOG, Expr.max(base, constant(1e-30)))
                .times(constant(exponent)));
  }
}
