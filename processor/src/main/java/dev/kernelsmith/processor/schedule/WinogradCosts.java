package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What sums over windows cost, in cycles for the samples of a block: a product takes one. All of it follows from shapes alone, so that one sample has the bits of a block.
 */
final class WinogradCosts {
  /** Cycles to compute a value at a point, which waits for memory rather than for the few additions. */
  private static final double VALUE_AT_POINT = 8;

  /** Cycles to compute a sum from what points have. */
  private static final double SUM = 9;

  /** Cycles to read a weight once for each sample, where a cache holds all of them, and where none does. */
  private static final double WEIGHT = 3;

  private static final double WEIGHT_FROM_MEMORY = 18;

  /** Weights that a cache holds: 4 MiB. */
  private static final int CACHED = 1 << 20;

  /** Cycles to add up the lanes of a sum over samples, to add it to a copy, and to join the copies. */
  private static final double SUM_OVER_SAMPLES = 6;

  private final WinogradUse use;

  WinogradCosts(WinogradUse use) {
    this.use = use;
  }

  /** The tables to compute a sum over a window with, or null where plain sums are as fast. */
  @Nullable
  WinogradTables forward(Statement s, Window window, Expr.Read weights) {
    double products = Axis.iterations(s.axes());
    int elements = weights.buffer().elements();
    WinogradTables best = null;
    double least = products + weights(elements);
    for (WinogradTables tables : WinogradTables.ALL) {
      double cost =
          products(products, window, tables)
              + atPoints(window, tables)
              + SUM * s.target().elements()
              + weights((double) elements * tables.points() / WinogradTables.TAPS);
      if (best == null && use == WinogradUse.EVERYWHERE || cost < least) {
        best = tables;
        least = cost;
      }
    }
    return best;
  }

  /** The tables to compute a gradient of weights with, or null where plain sums are as fast. */
  @Nullable
  WinogradTables gradient(Statement s, Window window, Expr.Read other) {
    double products = Axis.iterations(s.axes());
    int row = Window.plain(other.index(), window.row());
    WinogradTables best = null;
    double least = products + SUM_OVER_SAMPLES * s.target().elements();
    for (WinogradTables tables : WinogradTables.ALL) {
      double cost =
          products(products, window, tables)
              + atPoints(window, tables)
              + VALUE_AT_POINT * values(other.buffer(), row, window, tables)
              + SUM_OVER_SAMPLES * s.target().elements() * (1 + (double) tables.points() / WinogradTables.TAPS);
      if (best == null && use == WinogradUse.EVERYWHERE || cost < least) {
        best = tables;
        least = cost;
      }
    }
    return best;
  }

  private static double atPoints(Window window, WinogradTables tables) {
    return VALUE_AT_POINT * values(window.data().buffer(), window.dimension(), window, tables);
  }

  private static double products(double products, Window window, WinogradTables tables) {
    int rows = window.row().extent();
    return products / WinogradTables.TAPS / rows * tables.points() * tables.tiles(rows);
  }

  /** Values that a buffer has at points. */
  private static double values(Buffer buffer, int dimension, Window window, WinogradTables tables) {
    return (double) buffer.elements() / buffer.shape().get(dimension) * tables.points()
        * tables.tiles(window.row().extent());
  }

  private static double weights(double elements) {
    return elements * (elements <= CACHED ? WEIGHT : WEIGHT_FROM_MEMORY);
  }
}
