package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Table;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of F(m, 3), which gives m sums of windows of 3 by m + 2 products: {@code y = A^T ((G k) * (B^T x))} for m + 2 values x and the 3 weights k. They are those of
 * Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (CVPR 2016), whose points are 0, 1, -1, 2, -2 and infinity: with others that
 * the literature has, results differ more from those of plain sums.
 *
 * @param outputs m, the sums of a tile
 * @param data B^T, a row for each point
 * @param weights G, a row for each point
 * @param sums A^T, a row for each sum
 */
record WinogradTables(int outputs, Table data, Table weights, Table sums) {
  /** Weights of a window. */
  static final int TAPS = 3;

  private static final WinogradTables TWO =
      new WinogradTables(
          2,
          table("winogradData2",
              1, 0, -1, 0,
              0, 1, 1, 0,
              0, -1, 1, 0,
              0, 1, 0, -1),
          table("winogradWeights2",
              1, 0, 0,
              1 / 2., 1 / 2., 1 / 2.,
              1 / 2., -1 / 2., 1 / 2.,
              0, 0, 1),
          table("winogradSums2",
              1, 1, 1, 0,
              0, 1, -1, -1));

  private static final WinogradTables FOUR =
      new WinogradTables(
          4,
          table("winogradData4",
              4, 0, -5, 0, 1, 0,
              0, -4, -4, 1, 1, 0,
              0, 4, -4, -1, 1, 0,
              0, -2, -1, 2, 1, 0,
              0, 2, -1, -2, 1, 0,
              0, 4, 0, -5, 0, 1),
          table("winogradWeights4",
              1 / 4., 0, 0,
              -1 / 6., -1 / 6., -1 / 6.,
              -1 / 6., 1 / 6., -1 / 6.,
              1 / 24., 1 / 12., 1 / 6.,
              1 / 24., -1 / 12., 1 / 6.,
              0, 0, 1),
          table("winogradSums4",
              1, 1, 1, 1, 1, 0,
              0, 1, -1, 2, -2, 0,
              0, 1, 1, 4, 4, 0,
              0, 1, -1, 8, -8, 1));

  /** All there are, those with most sums first. */
  static final List<WinogradTables> ALL = List.of(FOUR, TWO);

  private static Table table(String name, double... numbers) {
    return new Table(name, Arrays.stream(numbers).boxed().toList());
  }

  /** Points at which a tile is evaluated, and values that it reads. */
  int points() {
    return outputs + TAPS - 1;
  }

  /** Tiles for a number of sums, of which the last may be cut. */
  int tiles(int extent) {
    return Math.ceilDiv(extent, outputs);
  }
}
