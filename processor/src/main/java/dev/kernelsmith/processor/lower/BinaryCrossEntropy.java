package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;

/** The sum over the outputs of {@code -t log p - (1 - t) log(1 - p)}. */
final class BinaryCrossEntropy implements LossRule.OfOneFormula {
  @Override
  public Target target(LossValues values) {
    return Target.PROBABILITIES;
  }

  @Override
  public List<Activation> takes() {
    return List.of(Activation.SIGMOID, Activation.HARD_SIGMOID, Activation.SOFTMAX);
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    Expr p = buffers.y(axes);
    Expr t = buffers.t(axes);
    Expr other = constant(1).minus(t).times(CrossEntropy.logarithm(constant(1).minus(p)));
    buffers.sum(out, axes, t.times(CrossEntropy.logarithm(p)).plus(other).negated());
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    Expr p = buffers.y(axes);
    Expr t = buffers.t(axes);
    Expr other = constant(1).minus(t).over(CrossEntropy.bounded(constant(1).minus(p)));
    return other.minus(t.over(CrossEntropy.bounded(p)));
  }
}
