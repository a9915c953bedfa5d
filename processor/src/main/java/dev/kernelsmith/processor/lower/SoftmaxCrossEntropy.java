package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.select;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/**
 * {@code -log softmax(z)[class]}. Its gradient {@code softmax(z) - onehot(class)} is used in this fused form: the derived one
 * divides by the probability and loses it where that underflows.
 */
final class SoftmaxCrossEntropy implements LossRule {
  @Override
  public boolean comparesClasses() {
    return true;
  }

  @Override
  public Buffer probabilities(Buffer output, Lowering out) {
    Buffer probabilities = out.value("probabilities", output.shape());
    List<Axis> axes = Lowering.axes(output.shape());
    Softmax.apply(probabilities, axes, Expr.at(output, axes), out);
    return probabilities;
  }

  @Override
  public void lower(
      Buffer output, Buffer probabilities, Buffer target, Buffer lossGradient, Buffer loss, Buffer gradient,
      Lowering out) {
    List<Axis> axes = Lowering.axes(output.shape());
    Axis last = axes.getLast();
    Expr classNumber = Expr.read(target, List.of());
    Expr unit = new Expr.Index(dev.kernelsmith.processor.ir.Affine.of(last));
    Buffer picked = out.value("classLogit", List.of());
    out.add(
        Statement.sum(
            "loss class logit",
            picked,
            List.of(),
            axes,
            select(Relation.EQUAL, unit, classNumber, Expr.at(output, axes), constant(0))));
    Expr max = Expr.read(Buffer.value(Buffer.nameOf(probabilities.name(), "Max"), List.of()), List.of());
    Expr sum = Expr.read(Buffer.value(Buffer.nameOf(probabilities.name(), "ExpSum"), List.of()), List.of());
    out.add(
        Statement.assign(
            "loss",
            loss,
            List.of(),
            Expr.unary(UnaryOp.LOG, sum).plus(max).minus(Expr.read(picked, List.of()))));
    Expr difference =
        Expr.at(probabilities, axes)
            .minus(select(Relation.EQUAL, unit, classNumber, constant(1), constant(0)));
    out.add(Statement.assign("loss backward", gradient, axes, Losses.weighted(lossGradient, difference)));
  }
}
