package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contraction as a product of two matrices, {@code out[row, column] = sum over inner of left[row, inner] * right[inner, column]}, in
 * which every index is one number: the axes of each lie contiguous in both operands. With the samples as columns it is a dense layer
 * forward or backward, with the samples as inner index the gradient of its weights.
 *
 * @param left the operand whose own output axes are the rows
 * @param right the other one
 * @param rows output axes that only the left operand has
 * @param columns output axes that only the right operand has; none where the columns are the samples
 * @param inner summed axes; none where the samples are summed
 */
public record Blocked(Expr.Read left, Expr.Read right, List<Axis> rows, List<Axis> columns, List<Axis> inner) {
  /** Rows below which too few work groups would share a product with the samples of a batch. */
  private static final int MANY_ROWS = 512;

  /** Elements of a gradient below which too few work groups would share it. */
  private static final int MANY_ELEMENTS = 1 << 15;

  private static final int LONG_SUM = 64;

  /** The product that a kernel is, or null where it is none, or too small to profit from blocks in local memory. */
  static @Nullable Blocked of(Kernel kernel, ScheduledProgram program) {
    Statement main = kernel.main();
    Contraction product = Contraction.of(main);
    if (product == null || !main.guards().isEmpty() || main.accumulate()) {
      return null;
    }
    Expr.Read a = product.a();
    Expr.Read b = product.b();
    boolean samples = main.target().perSample();
    if (samples && a.buffer().perSample() == b.buffer().perSample()
        || !samples && !(a.buffer().perSample() && b.buffer().perSample())
        || a.buffer().isExternal() || b.buffer().isExternal()) {
      return null;
    }
    Expr.Read left = samples && a.buffer().perSample() ? b : a;
    Expr.Read right = left.equals(a) ? b : a;
    Affine leftFlat = program.layout(left.buffer()).flat(left.index());
    Affine rightFlat = program.layout(right.buffer()).flat(right.index());
    List<Axis> output = main.outputAxes();
    List<Axis> rows = output.stream().filter(x -> leftFlat.uses(x) && !rightFlat.uses(x)).toList();
    List<Axis> columns = output.stream().filter(x -> rightFlat.uses(x) && !leftFlat.uses(x)).toList();
    List<Axis> inner = main.reducedAxes();
    Blocked result = new Blocked(left, right, rows, columns, inner);
    boolean sound =
        rows.size() + columns.size() == output.size()
            && samples == columns.isEmpty()
            && samples != inner.isEmpty()
            && contiguous(rows, List.of(leftFlat))
            && contiguous(columns, List.of(rightFlat))
            && contiguous(inner, List.of(leftFlat, rightFlat));
    long elements = (long) extent(rows) * extent(columns);
    boolean profits =
        samples ? extent(rows) >= MANY_ROWS && extent(inner) >= LONG_SUM : elements >= MANY_ELEMENTS;
    return sound && profits ? result : null;
  }

  /** Whether the axes, in their order, count through the addresses without gaps between rows. */
  private static boolean contiguous(List<Axis> axes, List<Affine> flats) {
    for (int i = 0; i + 1 < axes.size(); i++) {
      Axis outer = axes.get(i);
      Axis next = axes.get(i + 1);
      for (Affine flat : flats) {
        if (flat.coefficient(outer) != flat.coefficient(next) * next.extent()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Values of axes that count as one. */
  public static int extent(List<Axis> axes) {
    return axes.stream().mapToInt(Axis::extent).reduce(1, Math::multiplyExact);
  }

  /** Distance of neighbours along axes that count as one. */
  public static int stride(List<Axis> axes, Affine flat) {
    return axes.isEmpty() ? 0 : flat.coefficient(axes.getLast());
  }
}
