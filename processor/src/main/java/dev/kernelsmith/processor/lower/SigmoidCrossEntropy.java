package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/**
 * The sum over the outputs of {@code -t log sigmoid(z) - (1 - t) log(1 - sigmoid(z))}, computed as
 * {@code max(z, 0) - z t + log(1 + exp(-|z|))} so that nothing overflows. Its gradient is {@code sigmoid(z) - t}.
 */
final class SigmoidCrossEntropy implements LossRule.OfOneFormula {
  @Override
  public Target target(LossValues values) {
    return Target.PROBABILITIES;
  }

  @Override
  public Activation activation() {
    return Activation.SIGMOID;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    buffers.sum(out, axes, entropy(buffers, axes));
  }

  /** The loss of one output. */
  static Expr entropy(Buffers buffers, List<Axis> axes) {
    Expr z = buffers.y(axes);
    Expr softplus =
        Expr.unary(
            UnaryOp.LOG,
            constant(1).plus(Expr.unary(UnaryOp.EXP, Expr.unary(UnaryOp.ABS, z).negated())));
    return Expr.max(z, constant(0)).minus(z.times(buffers.t(axes))).plus(softplus);
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    return Expr.at(buffers.probabilities(), axes).minus(buffers.t(axes));
  }
}
