package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contraction as products of matrices, {@code out[outer, row, column] = sum over inner of left[outer, row, inner] * right[outer, inner, column]}, in
 * which rows, columns and the inner index count through several axes each. With the samples as columns it is a layer forward or backward: the rows of a convolution are its
 * filters, {@code outer} the places of its image. With the samples as the last of the inner index it is the gradient of weights.
 *
 * <p>A work group computes one block of rows and columns. Where there are too few of these to fill a device, several teams of threads in each group share the sum.
 *
 * @param left the operand whose own output axes are the rows; where the columns are the samples, the one that all samples share
 * @param right the other one
 * @param outer output axes of which there is a product each
 * @param rows output axes that only the left operand has; where there are columns as well, these are not more
 * @param columns output axes that only the right operand has; none where the columns are the samples
 * @param inner summed axes, without the samples
 * @param samples whether the columns are the samples, rather than these being summed
 */
public record Blocked(
    Expr.Read left, Expr.Read right, List<Axis> outer, List<Axis> rows, List<Axis> columns, List<Axis> inner,
    boolean samples) {
  /** Rows and columns of a block. */
  public static final int SIDE = 32;

  /** The same along a side that has no more. */
  public static final int NARROW = 16;

  /** Rows and columns of a thread. */
  public static final int PATCH = 4;

  /** Terms of the sum that are in local memory at a time. */
  public static final int SLICE = 16;

  /** Threads of a group that every device takes. */
  private static final int MOST_THREADS = 256;

  private static final int MOST_TEAMS = 8;

  /** Threads that keep a large device busy. */
  private static final int BUSY = 1 << 17;

  /** Samples of a small batch, for which blocks are counted. */
  private static final int FEW_SAMPLES = 64;

  /** Rows below which a block would be empty for the most part. */
  private static final int FEW_ROWS = 8;

  private static final int FEW_COLUMNS = 4;

  /** Terms below which a sum is too short to be shared, or to take operands through local memory for. */
  private static final int SHORT_SUM = 32;

  /** Elements of an output so small that its threads wait for memory rather than compute. */
  private static final int SMALL_OUTPUT = 1024;

  /** Products for a sample below which a gradient is better summed beside others. */
  private static final int SMALL_GRADIENT = 1 << 15;

  /** The product that a kernel is, or null where it is none, or one that does not profit from blocks in local memory. */
  static @Nullable Blocked of(Kernel kernel) {
    boolean alone = kernel.reductions().size() == 1 && kernel.loops().stream().noneMatch(Kernel.Loop::unrolled);
    return alone ? of(kernel.main()) : null;
  }

  /** The same of a statement. */
  static @Nullable Blocked of(Statement main) {
    Contraction product = Contraction.of(main);
    if (product == null || !main.guards().isEmpty() || main.isStep() || !suits(product.a()) || !suits(product.b())) {
      return null;
    }
    boolean samples = main.target().perSample();
    boolean aShared = !product.a().buffer().perSample();
    boolean bShared = !product.b().buffer().perSample();
    if (samples ? aShared == bShared : aShared || bShared) {
      return null;
    }
    Expr.Read left = bShared ? product.b() : product.a();
    Expr.Read right = bShared ? product.a() : product.b();
    List<Axis> output = main.outputAxes();
    List<Axis> rows = output.stream().filter(x -> uses(left, x) && !uses(right, x)).toList();
    List<Axis> columns = output.stream().filter(x -> uses(right, x) && !uses(left, x) && !samples).toList();
    List<Axis> outer = output.stream().filter(x -> !rows.contains(x) && !columns.contains(x)).toList();
    boolean swap = !samples && extent(rows) < extent(columns);
    Blocked result = swap
        ? new Blocked(right, left, outer, columns, rows, main.reducedAxes(), false)
        : new Blocked(left, right, outer, rows, columns, main.reducedAxes(), samples);
    return result.profits() ? result : null;
  }

  private static boolean suits(Expr.Read operand) {
    return (!operand.buffer().isExternal() || operand.buffer().role() == Buffer.Role.INPUT)
        && !operand.buffer().isInt();
  }

  private static boolean uses(Expr.Read operand, Axis axis) {
    return operand.index().stream().anyMatch(index -> index.uses(axis));
  }

  private boolean profits() {
    long rows = extent(this.rows);
    long inner = extent(this.inner);
    if (rows < FEW_ROWS || rows * inner > Integer.MAX_VALUE) {
      return false;
    }
    if (samples) {
      return inner >= SHORT_SUM && (rows >= NARROW || rows * extent(outer) < SMALL_OUTPUT);
    }
    return extent(columns) >= FEW_COLUMNS && rows * extent(columns) * extent(outer) * inner >= SMALL_GRADIENT;
  }

  /** Values of axes that count as one. */
  public static long extent(List<Axis> axes) {
    return axes.stream().mapToLong(Axis::extent).reduce(1, Math::multiplyExact);
  }

  /** Rows of a block. */
  public int rowSide() {
    return side(rows);
  }

  /** Columns of a block. */
  public int columnSide() {
    return samples ? SIDE : side(columns);
  }

  private static int side(List<Axis> axes) {
    return extent(axes) <= NARROW ? NARROW : SIDE;
  }

  /** Blocks along the rows. */
  public int rowBlocks() {
    return Math.toIntExact(Math.ceilDiv(extent(rows), rowSide()));
  }

  /** Blocks along the columns, where these are not the samples. */
  public int columnBlocks() {
    return Math.toIntExact(Math.ceilDiv(extent(columns), columnSide()));
  }

  /** Threads that compute a block together, of which a group may have several teams. */
  public int team() {
    return rowSide() / PATCH * (columnSide() / PATCH);
  }

  /** Blocks of a product, but for those along samples. */
  public int blocks() {
    return Math.toIntExact(extent(outer) * rowBlocks() * columnBlocks());
  }

  /** Teams of a group, a power of two: each takes a slice of the sum by turns. */
  public int teams() {
    long blocks = (long) blocks() * (samples ? FEW_SAMPLES / SIDE : 1);
    long slices = Math.ceilDiv(extent(inner) * (samples ? 1 : FEW_SAMPLES), SLICE);
    int teams = 1;
    while (teams < MOST_TEAMS && 2 * teams * team() <= MOST_THREADS && 2L * teams <= slices
        && blocks * team() * teams < BUSY) {
      teams *= 2;
    }
    return teams;
  }
}
