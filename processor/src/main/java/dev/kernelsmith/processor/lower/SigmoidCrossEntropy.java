package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.ir.Axis;
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
  public Target target() {
    return Target.PROBABILITIES;
  }

  @Override
  public Activation activation() {
    return Activation.SIGMOID;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    Expr z = Expr.at(buffers.output(), axes);
    Expr t = Expr.at(buffers.target(), axes);
    Expr softplus =
        Expr.unary(
            UnaryOp.LOG,
            constant(1).plus(Expr.unary(UnaryOp.EXP, Expr.unary(UnaryOp.ABS, z).negated())));
    out.add(
        Statement.sum(
            buffers.loss().label(), buffers.loss(), List.of(), axes,
            Expr.max(z, constant(0)).minus(z.times(t)).plus(softplus)));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    return Expr.at(buffers.probabilities(), axes).minus(Expr.at(buffers.target(), axes));
  }
}
