package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.Collections;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What sums over windows cost, in cycles for the samples of a block: a product takes one. All of it follows from shapes alone, so that one sample has the bits of a block.
 */
final class WinogradCosts {
  /** Cycles to compute a value at a point, or a sum from what points have, which waits for a cache rather than for the few additions. */
  private static final double VALUE = 8;

  /** The same where it waits for memory. */
  private static final double VALUE_FROM_MEMORY = 40;

  /** Values of a sample, 8 MiB for a block, that caches still hold. */
  private static final int CACHED_VALUES = 1 << 17;

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
    int elements = weights.buffer().elements();
    double products = Axis.iterations(s.axes());
    return cheapest(
        products + weights(elements),
        tables -> products * share(window, tables)
            + values(elements(window.data().buffer(), window.dimension(), window, tables))
            + values(s.target().elements() * rows(window, tables) / window.row().extent())
            + weights((double) elements * tables.points() / WinogradTables.TAPS));
  }

  /** The tables to compute a gradient of weights with, or null where plain sums are as fast. */
  @Nullable
  WinogradTables gradient(Statement s, Window window, Expr.Read other) {
    double sums = SUM_OVER_SAMPLES * s.target().elements();
    double products = Axis.iterations(s.axes());
    return cheapest(
        products + sums,
        tables -> products * share(window, tables)
            + values(elements(window.data().buffer(), window.dimension(), window, tables))
            + values(elements(other.buffer(), Window.plain(other.index(), window.row()), window, tables))
            + sums * (1 + (double) tables.points() / WinogradTables.TAPS));
  }

  private @Nullable WinogradTables cheapest(double plain, ToDoubleFunction<WinogradTables> cost) {
    WinogradTables best =
        Collections.min(WinogradTables.ALL, Comparator.comparingDouble(cost));
    return use == WinogradUse.EVERYWHERE || cost.applyAsDouble(best) < plain ? best : null;
  }

  /** Products at points, by those of plain sums. */
  private static double share(Window window, WinogradTables tables) {
    return rows(window, tables) / window.row().extent() / WinogradTables.TAPS;
  }

  /** Points of all tiles along a dimension. */
  private static double rows(Window window, WinogradTables tables) {
    return (double) tables.points() * tables.tiles(window.row().extent());
  }

  /** Elements of a buffer at points. */
  private static double elements(Buffer buffer, int dimension, Window window, WinogradTables tables) {
    return (double) buffer.elements() / buffer.shape().get(dimension) * rows(window, tables);
  }

  private static double values(double elements) {
    return elements * (elements <= CACHED_VALUES ? VALUE : VALUE_FROM_MEMORY);
  }

  private static double weights(double elements) {
    return elements * (elements <= CACHED ? WEIGHT : WEIGHT_FROM_MEMORY);
  }
}
