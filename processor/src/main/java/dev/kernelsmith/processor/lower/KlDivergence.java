package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;

/** The sum over the last axis of {@code t (log t - log p)}, 0 where t is; the mean over positions. */
final class KlDivergence implements LossRule.OfOneFormula {
  @Override
  public Target target(LossValues values) {
    return Target.PROBABILITIES;
  }

  @Override
  public List<Activation> takes() {
    return List.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.HARD_SIGMOID);
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    Expr t = buffers.t(axes);
    Expr logarithms = CrossEntropy.logarithm(t).minus(CrossEntropy.logarithm(buffers.y(axes)));
    buffers.sum(out, axes, t.times(logarithms).times(buffers.ofPositions()));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    return buffers.t(axes).over(CrossEntropy.bounded(buffers.y(axes))).negated().times(buffers.ofPositions());
  }
}
