package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;

/** The mean over the outputs of {@code (y - t)^2}, with the gradient {@code 2 (y - t) / outputs}; or half their sum, with {@code y - t}. */
final class SquaredError implements LossRule.OfOneFormula {
  private final boolean mean;

  SquaredError(boolean mean) {
    this.mean = mean;
  }

  @Override
  public Target target(LossValues values) {
    return Target.VALUES;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    Expr difference = difference(buffers, axes);
    buffers.sum(out, axes, difference.times(difference).times(constant(factor(buffers))));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    return difference(buffers, axes).times(constant(2 * factor(buffers)));
  }

  private static Expr difference(Buffers buffers, List<Axis> axes) {
    return buffers.y(axes).minus(buffers.t(axes));
  }

  private double factor(Buffers buffers) {
    return mean ? 1.0 / buffers.output().elements() : 0.5;
  }
}
