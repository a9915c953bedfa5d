package dev.kernelsmith.benchmarks.hand;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop that the expert's sums of products are made of: a tile of eight rows, each two vectors wide, stays in registers, a weight that is
 * loaded is used for all rows, and an input that is broadcast for both vectors. Weights lie in panels of that width, in the order in which
 * they are used. A tile starts from what the caller has: a bias, zeros, or sums so far.
 */
final class ExpertTile {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** Columns of a panel. */
  static final int PANEL = 2 * LANES;

  /** Rows of a tile. */
  static final int ROWS = 8;

  /** No least value. */
  static final float ANY = Float.NEGATIVE_INFINITY;

  /** Where vectors have 512 bits there are 32 registers, enough for the sums of eight rows. */
  private static final boolean MANY_REGISTERS = LANES == 16;

  private ExpertTile() {}

  /**
   * Computes {@code y[y0 + j * yStep + c] = max(floor, start[s0 + j * sStep + c] + sum over r and t of x[x0 + r * row + j * step + t] *
   * w[w0 + (r * length + t) * PANEL + c])} for {@value #ROWS} rows j and all columns c of a panel.
   */
  static void rows(
      float[] x, int x0, int step, int row, int rows, int length, float[] w, int w0, float[] start, int s0, int sStep,
      float floor, float[] y, int y0, int yStep) {
    if (MANY_REGISTERS) {
      rows8(x, x0, step, row, rows, length, w, w0, start, s0, sStep, floor, y, y0, yStep);
    } else {
      rows4(x, x0, step, row, rows, length, w, w0, start, s0, sStep, floor, y, y0, yStep);
      rows4(x, x0 + 4 * step, step, row, rows, length, w, w0, start, s0 + 4 * sStep, sStep, floor, y, y0 + 4 * yStep,
          yStep);
    }
  }

  /**
   * The same without a floor where the rows of a tile are neighbours: {@code x[x0 + r * row + t * stride + j]} is what is multiplied.
   */
  static void columns(
      float[] x, int x0, int stride, int row, int rows, int length, float[] w, int w0, float[] start, int s0, int sStep,
      float[] y, int y0, int yStep) {
    if (MANY_REGISTERS) {
      columns8(x, x0, stride, row, rows, length, w, w0, start, s0, sStep, y, y0, yStep);
    } else {
      columns4(x, x0, stride, row, rows, length, w, w0, start, s0, sStep, y, y0, yStep);
      columns4(x, x0 + 4, stride, row, rows, length, w, w0, start, s0 + 4 * sStep, sStep, y, y0 + 4 * yStep, yStep);
    }
  }

  private static void rows8(
      float[] x, int x0, int step, int row, int rows, int length, float[] w, int w0, float[] start, int s0, int sStep,
      float floor, float[] y, int y0, int yStep) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, start, s0);
    FloatVector a1 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
    FloatVector b0 = FloatVector.fromArray(SPECIES, start, s0 + sStep);
    FloatVector b1 = FloatVector.fromArray(SPECIES, start, s0 + sStep + LANES);
    FloatVector c0 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep);
    FloatVector c1 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep + LANES);
    FloatVector d0 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep);
    FloatVector d1 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep + LANES);
    FloatVector e0 = FloatVector.fromArray(SPECIES, start, s0 + 4 * sStep);
    FloatVector e1 = FloatVector.fromArray(SPECIES, start, s0 + 4 * sStep + LANES);
    FloatVector f0 = FloatVector.fromArray(SPECIES, start, s0 + 5 * sStep);
    FloatVector f1 = FloatVector.fromArray(SPECIES, start, s0 + 5 * sStep + LANES);
    FloatVector g0 = FloatVector.fromArray(SPECIES, start, s0 + 6 * sStep);
    FloatVector g1 = FloatVector.fromArray(SPECIES, start, s0 + 6 * sStep + LANES);
    FloatVector h0 = FloatVector.fromArray(SPECIES, start, s0 + 7 * sStep);
    FloatVector h1 = FloatVector.fromArray(SPECIES, start, s0 + 7 * sStep + LANES);
    for (int r = 0; r < rows; r++) {
      int from = x0 + r * row;
      int at = w0 + r * length * PANEL;
      for (int t = 0; t < length; t++) {
        FloatVector left = FloatVector.fromArray(SPECIES, w, at + t * PANEL);
        FloatVector right = FloatVector.fromArray(SPECIES, w, at + t * PANEL + LANES);
        FloatVector xs = FloatVector.broadcast(SPECIES, x[from + t]);
        a0 = xs.fma(left, a0);
        a1 = xs.fma(right, a1);
        xs = FloatVector.broadcast(SPECIES, x[from + step + t]);
        b0 = xs.fma(left, b0);
        b1 = xs.fma(right, b1);
        xs = FloatVector.broadcast(SPECIES, x[from + 2 * step + t]);
        c0 = xs.fma(left, c0);
        c1 = xs.fma(right, c1);
        xs = FloatVector.broadcast(SPECIES, x[from + 3 * step + t]);
        d0 = xs.fma(left, d0);
        d1 = xs.fma(right, d1);
        xs = FloatVector.broadcast(SPECIES, x[from + 4 * step + t]);
        e0 = xs.fma(left, e0);
        e1 = xs.fma(right, e1);
        xs = FloatVector.broadcast(SPECIES, x[from + 5 * step + t]);
        f0 = xs.fma(left, f0);
        f1 = xs.fma(right, f1);
        xs = FloatVector.broadcast(SPECIES, x[from + 6 * step + t]);
        g0 = xs.fma(left, g0);
        g1 = xs.fma(right, g1);
        xs = FloatVector.broadcast(SPECIES, x[from + 7 * step + t]);
        h0 = xs.fma(left, h0);
        h1 = xs.fma(right, h1);
      }
    }
    FloatVector least = FloatVector.broadcast(SPECIES, floor);
    a0.max(least).intoArray(y, y0);
    a1.max(least).intoArray(y, y0 + LANES);
    b0.max(least).intoArray(y, y0 + yStep);
    b1.max(least).intoArray(y, y0 + yStep + LANES);
    c0.max(least).intoArray(y, y0 + 2 * yStep);
    c1.max(least).intoArray(y, y0 + 2 * yStep + LANES);
    d0.max(least).intoArray(y, y0 + 3 * yStep);
    d1.max(least).intoArray(y, y0 + 3 * yStep + LANES);
    e0.max(least).intoArray(y, y0 + 4 * yStep);
    e1.max(least).intoArray(y, y0 + 4 * yStep + LANES);
    f0.max(least).intoArray(y, y0 + 5 * yStep);
    f1.max(least).intoArray(y, y0 + 5 * yStep + LANES);
    g0.max(least).intoArray(y, y0 + 6 * yStep);
    g1.max(least).intoArray(y, y0 + 6 * yStep + LANES);
    h0.max(least).intoArray(y, y0 + 7 * yStep);
    h1.max(least).intoArray(y, y0 + 7 * yStep + LANES);
  }

  private static void rows4(
      float[] x, int x0, int step, int row, int rows, int length, float[] w, int w0, float[] start, int s0, int sStep,
      float floor, float[] y, int y0, int yStep) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, start, s0);
    FloatVector a1 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
    FloatVector b0 = FloatVector.fromArray(SPECIES, start, s0 + sStep);
    FloatVector b1 = FloatVector.fromArray(SPECIES, start, s0 + sStep + LANES);
    FloatVector c0 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep);
    FloatVector c1 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep + LANES);
    FloatVector d0 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep);
    FloatVector d1 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep + LANES);
    for (int r = 0; r < rows; r++) {
      int from = x0 + r * row;
      int at = w0 + r * length * PANEL;
      for (int t = 0; t < length; t++) {
        FloatVector left = FloatVector.fromArray(SPECIES, w, at + t * PANEL);
        FloatVector right = FloatVector.fromArray(SPECIES, w, at + t * PANEL + LANES);
        FloatVector xs = FloatVector.broadcast(SPECIES, x[from + t]);
        a0 = xs.fma(left, a0);
        a1 = xs.fma(right, a1);
        xs = FloatVector.broadcast(SPECIES, x[from + step + t]);
        b0 = xs.fma(left, b0);
        b1 = xs.fma(right, b1);
        xs = FloatVector.broadcast(SPECIES, x[from + 2 * step + t]);
        c0 = xs.fma(left, c0);
        c1 = xs.fma(right, c1);
        xs = FloatVector.broadcast(SPECIES, x[from + 3 * step + t]);
        d0 = xs.fma(left, d0);
        d1 = xs.fma(right, d1);
      }
    }
    FloatVector least = FloatVector.broadcast(SPECIES, floor);
    a0.max(least).intoArray(y, y0);
    a1.max(least).intoArray(y, y0 + LANES);
    b0.max(least).intoArray(y, y0 + yStep);
    b1.max(least).intoArray(y, y0 + yStep + LANES);
    c0.max(least).intoArray(y, y0 + 2 * yStep);
    c1.max(least).intoArray(y, y0 + 2 * yStep + LANES);
    d0.max(least).intoArray(y, y0 + 3 * yStep);
    d1.max(least).intoArray(y, y0 + 3 * yStep + LANES);
  }

  private static void columns8(
      float[] x, int x0, int stride, int row, int rows, int length, float[] w, int w0, float[] start, int s0, int sStep,
      float[] y, int y0, int yStep) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, start, s0);
    FloatVector a1 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
    FloatVector b0 = FloatVector.fromArray(SPECIES, start, s0 + sStep);
    FloatVector b1 = FloatVector.fromArray(SPECIES, start, s0 + sStep + LANES);
    FloatVector c0 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep);
    FloatVector c1 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep + LANES);
    FloatVector d0 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep);
    FloatVector d1 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep + LANES);
    FloatVector e0 = FloatVector.fromArray(SPECIES, start, s0 + 4 * sStep);
    FloatVector e1 = FloatVector.fromArray(SPECIES, start, s0 + 4 * sStep + LANES);
    FloatVector f0 = FloatVector.fromArray(SPECIES, start, s0 + 5 * sStep);
    FloatVector f1 = FloatVector.fromArray(SPECIES, start, s0 + 5 * sStep + LANES);
    FloatVector g0 = FloatVector.fromArray(SPECIES, start, s0 + 6 * sStep);
    FloatVector g1 = FloatVector.fromArray(SPECIES, start, s0 + 6 * sStep + LANES);
    FloatVector h0 = FloatVector.fromArray(SPECIES, start, s0 + 7 * sStep);
    FloatVector h1 = FloatVector.fromArray(SPECIES, start, s0 + 7 * sStep + LANES);
    for (int r = 0; r < rows; r++) {
      int from = x0 + r * row;
      int at = w0 + r * length * PANEL;
      for (int t = 0; t < length; t++) {
        FloatVector left = FloatVector.fromArray(SPECIES, w, at + t * PANEL);
        FloatVector right = FloatVector.fromArray(SPECIES, w, at + t * PANEL + LANES);
        FloatVector xs = FloatVector.broadcast(SPECIES, x[from + t * stride]);
        a0 = xs.fma(left, a0);
        a1 = xs.fma(right, a1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 1]);
        b0 = xs.fma(left, b0);
        b1 = xs.fma(right, b1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 2]);
        c0 = xs.fma(left, c0);
        c1 = xs.fma(right, c1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 3]);
        d0 = xs.fma(left, d0);
        d1 = xs.fma(right, d1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 4]);
        e0 = xs.fma(left, e0);
        e1 = xs.fma(right, e1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 5]);
        f0 = xs.fma(left, f0);
        f1 = xs.fma(right, f1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 6]);
        g0 = xs.fma(left, g0);
        g1 = xs.fma(right, g1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 7]);
        h0 = xs.fma(left, h0);
        h1 = xs.fma(right, h1);
      }
    }
    a0.intoArray(y, y0);
    a1.intoArray(y, y0 + LANES);
    b0.intoArray(y, y0 + yStep);
    b1.intoArray(y, y0 + yStep + LANES);
    c0.intoArray(y, y0 + 2 * yStep);
    c1.intoArray(y, y0 + 2 * yStep + LANES);
    d0.intoArray(y, y0 + 3 * yStep);
    d1.intoArray(y, y0 + 3 * yStep + LANES);
    e0.intoArray(y, y0 + 4 * yStep);
    e1.intoArray(y, y0 + 4 * yStep + LANES);
    f0.intoArray(y, y0 + 5 * yStep);
    f1.intoArray(y, y0 + 5 * yStep + LANES);
    g0.intoArray(y, y0 + 6 * yStep);
    g1.intoArray(y, y0 + 6 * yStep + LANES);
    h0.intoArray(y, y0 + 7 * yStep);
    h1.intoArray(y, y0 + 7 * yStep + LANES);
  }

  private static void columns4(
      float[] x, int x0, int stride, int row, int rows, int length, float[] w, int w0, float[] start, int s0, int sStep,
      float[] y, int y0, int yStep) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, start, s0);
    FloatVector a1 = FloatVector.fromArray(SPECIES, start, s0 + LANES);
    FloatVector b0 = FloatVector.fromArray(SPECIES, start, s0 + sStep);
    FloatVector b1 = FloatVector.fromArray(SPECIES, start, s0 + sStep + LANES);
    FloatVector c0 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep);
    FloatVector c1 = FloatVector.fromArray(SPECIES, start, s0 + 2 * sStep + LANES);
    FloatVector d0 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep);
    FloatVector d1 = FloatVector.fromArray(SPECIES, start, s0 + 3 * sStep + LANES);
    for (int r = 0; r < rows; r++) {
      int from = x0 + r * row;
      int at = w0 + r * length * PANEL;
      for (int t = 0; t < length; t++) {
        FloatVector left = FloatVector.fromArray(SPECIES, w, at + t * PANEL);
        FloatVector right = FloatVector.fromArray(SPECIES, w, at + t * PANEL + LANES);
        FloatVector xs = FloatVector.broadcast(SPECIES, x[from + t * stride]);
        a0 = xs.fma(left, a0);
        a1 = xs.fma(right, a1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 1]);
        b0 = xs.fma(left, b0);
        b1 = xs.fma(right, b1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 2]);
        c0 = xs.fma(left, c0);
        c1 = xs.fma(right, c1);
        xs = FloatVector.broadcast(SPECIES, x[from + t * stride + 3]);
        d0 = xs.fma(left, d0);
        d1 = xs.fma(right, d1);
      }
    }
    a0.intoArray(y, y0);
    a1.intoArray(y, y0 + LANES);
    b0.intoArray(y, y0 + yStep);
    b1.intoArray(y, y0 + yStep + LANES);
    c0.intoArray(y, y0 + 2 * yStep);
    c1.intoArray(y, y0 + 2 * yStep + LANES);
    d0.intoArray(y, y0 + 3 * yStep);
    d1.intoArray(y, y0 + 3 * yStep + LANES);
  }

  /**
   * Sets values to 0 where others are not positive: the derivative of relu.
   *
   * @param count a multiple of {@link #LANES}
   */
  static void keepWherePositive(float[] relu, int from, float[] values, int at, int count) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> positive = FloatVector.fromArray(SPECIES, relu, from + i).compare(VectorOperators.GT, 0f);
      FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, values, at + i), positive).intoArray(values,
          at + i);
    }
  }

  /**
   * Puts the columns of a matrix into panels: {@code [columns / PANEL][rows][PANEL]}.
   *
   * @param columns a multiple of {@link #PANEL}
   */
  static void pack(float[] matrix, int rows, int columns, float[] panels) {
    for (int first = 0; first < columns; first += PANEL) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(matrix, r * columns + first, panels, first * rows + r * PANEL, PANEL);
      }
    }
  }
}
