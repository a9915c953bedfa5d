package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;

/** The mean over the outputs of {@code (y - t)^2}; its gradient is {@code 2 (y - t) / outputs}. */
final class MeanSquaredError implements LossRule {
  @Override
  public Target target() {
    return Target.VALUES;
  }

  @Override
  public Activation activation() {
    return Activation.IDENTITY;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    Expr difference = difference(buffers, axes);
    out.add(
        Statement.sum(
            buffers.loss().label(), buffers.loss(), List.of(), axes,
            difference.times(difference).times(constant(share(buffers)))));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    return difference(buffers, axes).times(constant(2 * share(buffers)));
  }

  private static Expr difference(Buffers buffers, List<Axis> axes) {
    return Expr.at(buffers.output(), axes).minus(Expr.at(buffers.target(), axes));
  }

  private static double share(Buffers buffers) {
    return 1.0 / buffers.output().elements();
  }
}
