package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;
import java.util.Locale;

/**
 * {@code 1 - a b} with the directions {@code a = y / |y|} and {@code b = t / |t|} along the last axis, the mean over positions. Its gradient by y is {@code (a b a - b) / |y|}. Lengths
 * are those of the vectors over their largest element, so that squares neither overflow nor vanish.
 */
final class Cosine implements LossRule.OfOneFormula {
  /** The least length. */
  private static final double LEAST = 1e-6;

  private record Direction(Buffer largest, Buffer inverse, Buffer unit) {}

  @Override
  public Target target(LossValues values) {
    return Target.VALUES;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    direct(buffers, "Output", buffers.y(axes), axes, out);
    direct(buffers, "Target", buffers.t(axes), axes, out);
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    Expr product =
        Expr.at(direction(buffers, "Output").unit, axes).times(Expr.at(direction(buffers, "Target").unit, axes));
    out.add(
        Statement.sum(buffers.loss().label() + " cosine", cosine(buffers), rows, List.of(axes.getLast()), product));
    buffers.sum(out, rows, constant(1).minus(Expr.at(cosine(buffers), rows)).times(buffers.ofPositions()));
  }

  private static Buffer cosine(Buffers buffers) {
    return buffers.value("Cosine", Losses.positions(buffers.output().shape()));
  }

  private static Direction direction(Buffers buffers, String of) {
    List<Integer> shape = buffers.output().shape();
    List<Integer> rows = Losses.positions(shape);
    return new Direction(
        buffers.value(of + "Largest", rows), buffers.value(of + "Inverse", rows), buffers.value(of + "Unit", shape));
  }

  /** Adds the statements of a vector's direction. */
  private static void direct(Buffers buffers, String of, Expr vector, List<Axis> axes, Lowering out) {
    String label = buffers.loss().label() + " " + of.toLowerCase(Locale.ROOT);
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    List<Axis> row = List.of(axes.getLast());
    Direction d = direction(buffers, of);
    Buffer squares = buffers.value(of + "Squares", d.largest.shape());
    out.add(
        new Statement(
            label + " largest", d.largest, Affine.ofAll(rows), Reduction.MAX, false,
            Expr.max(Expr.unary(UnaryOp.ABS, vector), constant(1e-30)), axes, List.of(), null));
    Expr scaled = vector.over(Expr.at(d.largest, rows));
    out.add(Statement.sum(label + " squares", squares, rows, row, scaled.times(scaled)));
    Expr length = Expr.unary(UnaryOp.SQRT, Expr.at(squares, rows));
    Expr least = constant(LEAST).over(Expr.at(d.largest, rows));
    out.add(Statement.assign(label + " length", d.inverse, rows, constant(1).over(Expr.max(length, least))));
    out.add(Statement.assign(label + " direction", d.unit, axes, scaled.times(Expr.at(d.inverse, rows))));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    Direction y = direction(buffers, "Output");
    Expr largest = Expr.at(y.largest, rows);
    Expr inverse = Expr.at(y.inverse, rows);
    // A vector that is too short is not brought to length 1, and its length has no part in the derivative.
    Expr along =
        Expr.select(
            Relation.LESS, inverse, largest.over(constant(LEAST)),
            Expr.at(cosine(buffers), rows).times(Expr.at(y.unit, axes)), constant(0));
    return along.minus(Expr.at(direction(buffers, "Target").unit, axes)).times(inverse).over(largest)
        .times(buffers.ofPositions());
  }
}
