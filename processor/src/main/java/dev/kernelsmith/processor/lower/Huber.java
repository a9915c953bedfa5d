package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/**
 * The mean over the outputs of {@code d^2 / 2} up to delta, {@code delta (d - delta / 2)} beyond (Huber, 1964); its gradient is the difference, cut off at delta.
 */
final class Huber implements LossRule.OfOneFormula {
  @Override
  public List<Setting> settings() {
    return List.of(new Setting("delta", 1));
  }

  @Override
  public Target target(LossValues values) {
    return Target.VALUES;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    Expr difference = buffers.y(axes).minus(buffers.t(axes));
    Expr distance = Expr.unary(UnaryOp.ABS, difference);
    double delta = buffers.number("delta");
    buffers.sum(
        out, axes,
        Expr.select(
            Relation.GREATER, distance, constant(delta),
            distance.minus(constant(delta / 2)).times(constant(delta)),
            difference.times(difference).times(constant(0.5))).times(buffers.ofOutputs()));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    Expr delta = constant(buffers.number("delta"));
    Expr difference = buffers.y(axes).minus(buffers.t(axes));
    return Expr.max(Expr.min(difference, delta), delta.negated()).times(buffers.ofOutputs());
  }
}
