package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import java.util.List;

/** The mean over the outputs of {@code max(0, margin - s y)} with {@code s = 2 t - 1} (Cortes and Vapnik, 1995). */
final class Hinge implements LossRule.OfOneFormula {
  @Override
  public List<Setting> settings() {
    return List.of(new Setting("margin", 1));
  }

  @Override
  public Target target(LossValues values) {
    return Target.LABELS;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    buffers.sum(out, axes, Expr.max(missing(buffers, axes), constant(0)).times(buffers.ofOutputs()));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    return Expr.select(
        Relation.GREATER, missing(buffers, axes), constant(0),
        sign(buffers, axes).negated().times(buffers.ofOutputs()), constant(0));
  }

  /** What is missing to the margin. */
  private static Expr missing(Buffers buffers, List<Axis> axes) {
    return constant(buffers.number("margin")).minus(sign(buffers, axes).times(buffers.y(axes)));
  }

  private static Expr sign(Buffers buffers, List<Axis> axes) {
    return buffers.t(axes).times(constant(2)).minus(constant(1));
  }
}
