package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;

/** The mean over the outputs of {@code (y - t)^2}; its gradient is {@code 2 (y - t) / outputs}. */
final class MeanSquaredError implements LossRule {
  @Override
  public boolean comparesClasses() {
    return false;
  }

  @Override
  public Buffer probabilities(Buffer output, Lowering out) {
    return output;
  }

  @Override
  public void lower(
      Buffer output, Buffer probabilities, Buffer target, Buffer lossGradient, Buffer loss, Buffer gradient,
      Lowering out) {
    List<Axis> axes = Lowering.axes(output.shape());
    Expr difference = Expr.at(output, axes).minus(Expr.at(target, axes));
    double share = 1.0 / output.elements();
    out.add(
        Statement.sum("loss", loss, List.of(), axes, difference.times(difference).times(constant(share))));
    out.add(
        Statement.assign(
            "loss backward", gradient, axes, Losses.weighted(lossGradient, difference.times(constant(2 * share)))));
  }
}
