package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/** The mean over the outputs of {@code |y - t|}; its gradient is the sign over their number, 0 where they are equal. */
final class MeanAbsoluteError implements LossRule.OfOneFormula {
  @Override
  public Target target(LossValues values) {
    return Target.VALUES;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    buffers.sum(
        out, axes,
        Expr.unary(UnaryOp.ABS, buffers.y(axes).minus(buffers.t(axes))).times(buffers.ofOutputs()));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    Expr y = buffers.y(axes);
    Expr t = buffers.t(axes);
    Expr share = buffers.ofOutputs();
    return Expr.select(
        Relation.GREATER, y, t, share, Expr.select(Relation.LESS, y, t, share.negated(), constant(0)));
  }
}
