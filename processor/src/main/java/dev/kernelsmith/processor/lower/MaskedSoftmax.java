package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/**
 * A softmax over the last axis, of which some elements do not take part: these are 0, and so is a row in which none does. The largest element that takes part
 * has exponential 1, so that the sum of a row is at least that, or 0.
 */
final class MaskedSoftmax {
  private MaskedSoftmax() {}

  /**
   * Adds its statements.
   *
   * @param z the elements, over the axes
   * @param choices each above 0 where an element takes part
   */
  static Expr.Read over(Expr.Read z, List<Axis> axes, List<Expr> choices, String layer, Lowering out) {
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    List<Integer> lengths = rows.stream().map(Axis::extent).toList();
    Expr.Read max = Expr.at(out.value(Buffer.nameOf(layer, "Max"), lengths), rows);
    Expr.Read exp = Expr.at(out.value(Buffer.nameOf(layer, "Exp"), z.buffer().shape()), axes);
    Expr.Read total = Expr.at(out.value(Buffer.nameOf(layer, "Total"), lengths), rows);
    Expr.Read result = Expr.at(out.value(Buffer.nameOf(layer, "Weights"), z.buffer().shape()), axes);
    out.add(
        new Statement(
            layer + " maximum", max.buffer(), Affine.ofAll(rows), Reduction.MAX, false,
            new Expr.StopGradient(chosen(choices, z, constant(-Float.MAX_VALUE))), axes, List.of(), null));
    out.add(
        Statement.assign(
            layer + " exponentials", exp.buffer(), axes,
            chosen(choices, Expr.unary(UnaryOp.EXP, z.minus(max)), constant(0))));
    out.add(Statement.sum(layer + " total", total.buffer(), rows, List.of(axes.getLast()), exp));
    Expr share = exp.over(total);
    Expr weight =
        choices.isEmpty() ? share : Expr.select(Relation.GREATER, total, constant(0), share, constant(0));
    out.add(Statement.assign(layer + " softmax", result.buffer(), axes, weight));
    out.adjoint(result.buffer(), sink -> adjoint(z, result, axes, layer, out, sink));
    return result;
  }

  private static Expr chosen(List<Expr> choices, Expr value, Expr otherwise) {
    Expr chosen = value;
    for (Expr choice : choices.reversed()) {
      chosen = Expr.select(Relation.GREATER, choice, constant(0), chosen, otherwise);
    }
    return chosen;
  }

  /**
   * The gradient in its closed form, {@code dz = y * (dy - sum of dy * y)}, which needs neither exponentials nor sums and is 0 where an element takes no part; the
   * derived one divides by the square of the sum.
   */
  private static void adjoint(
      Expr.Read z, Expr.Read y, List<Axis> axes, String layer, Lowering out, OwnAdjoint.Sink sink) {
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    Expr dy = sink.of(y);
    Expr.Read along =
        Expr.at(out.value(Buffer.nameOf(layer, "Along"), rows.stream().map(Axis::extent).toList()), rows);
    sink.add(Statement.sum(layer + " along", along.buffer(), rows, List.of(axes.getLast()), dy.times(y)));
    sink.contribute(z, axes, dy.minus(along).times(y));
  }
}
