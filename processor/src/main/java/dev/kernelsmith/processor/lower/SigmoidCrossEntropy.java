package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/**
 * The sum over the outputs of {@code -t log sigmoid(z) - (1 - t) log(1 - sigmoid(z))}, computed as
 * {@code max(z, 0) - z t + log(1 + exp(-|z|))} so that nothing overflows. Its gradient is {@code sigmoid(z) - t}.
 */
final class SigmoidCrossEntropy implements LossRule {
  @Override
  public boolean comparesClasses() {
    return false;
  }

  @Override
  public Buffer probabilities(Buffer output, Lowering out) {
    Buffer probabilities = out.value("probabilities", output.shape());
    List<Axis> axes = Lowering.axes(output.shape());
    out.add(
        Statement.assign(
            "probabilities sigmoid", probabilities, axes, Expr.unary(UnaryOp.SIGMOID, Expr.at(output, axes))));
    return probabilities;
  }

  @Override
  public void lower(
      Buffer output, Buffer probabilities, Buffer target, Buffer lossGradient, Buffer loss, Buffer gradient,
      Lowering out) {
    List<Axis> axes = Lowering.axes(output.shape());
    Expr z = Expr.at(output, axes);
    Expr t = Expr.at(target, axes);
    Expr softplus =
        Expr.unary(
            UnaryOp.LOG,
            constant(1).plus(Expr.unary(UnaryOp.EXP, Expr.unary(UnaryOp.ABS, z).negated())));
    out.add(
        Statement.sum(
            "loss", loss, List.of(), axes, Expr.max(z, constant(0)).minus(z.times(t)).plus(softplus)));
    out.add(
        Statement.assign(
            "loss backward", gradient, axes, Losses.weighted(lossGradient, Expr.at(probabilities, axes).minus(t))));
  }
}
