package dev.kernelsmith.benchmarks.jmh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Loops that keep their sums in vector registers, sample innermost: what the machine can do. Blocks of {@value #LANES} samples. */
public final class Tiles {
  static final int LANES = 16;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private Tiles() {}

  /** Floats in a vector. */
  public static int vectorLength() {
    return SPECIES.length();
  }

  /**
   * Multiplies and adds in ten registers that do not depend on each other, and touches no memory: the most that a core can do.
   *
   * @param values ten vectors of start values; the results replace them
   * @param rounds ten multiply-adds of vectors each
   */
  public static void multiplyAdd(float[] values, int rounds) {
    int n = SPECIES.length();
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector term = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a = FloatVector.fromArray(SPECIES, values, 0);
    FloatVector b = FloatVector.fromArray(SPECIES, values, n);
    FloatVector c = FloatVector.fromArray(SPECIES, values, 2 * n);
    FloatVector d = FloatVector.fromArray(SPECIES, values, 3 * n);
    FloatVector e = FloatVector.fromArray(SPECIES, values, 4 * n);
    FloatVector f = FloatVector.fromArray(SPECIES, values, 5 * n);
    FloatVector g = FloatVector.fromArray(SPECIES, values, 6 * n);
    FloatVector h = FloatVector.fromArray(SPECIES, values, 7 * n);
    FloatVector i = FloatVector.fromArray(SPECIES, values, 8 * n);
    FloatVector j = FloatVector.fromArray(SPECIES, values, 9 * n);
    for (int round = 0; round < rounds; round++) {
      a = a.fma(factor, term);
      b = b.fma(factor, term);
      c = c.fma(factor, term);
      d = d.fma(factor, term);
      e = e.fma(factor, term);
      f = f.fma(factor, term);
      g = g.fma(factor, term);
      h = h.fma(factor, term);
      i = i.fma(factor, term);
      j = j.fma(factor, term);
    }
    a.intoArray(values, 0);
    b.intoArray(values, n);
    c.intoArray(values, 2 * n);
    d.intoArray(values, 3 * n);
    e.intoArray(values, 4 * n);
    f.intoArray(values, 5 * n);
    g.intoArray(values, 6 * n);
    h.intoArray(values, 7 * n);
    i.intoArray(values, 8 * n);
    j.intoArray(values, 9 * n);
  }

  /** Twelve units of {@code y[u][n] = sum over k of x[k][n] * w[k][u]} at a time. */
  static void dense(float[] x, float[] w, float[] y, int inputs, int units) {
    for (int u = 0; u < units; u += 12) {
      for (int v = 0; v < LANES; v += SPECIES.length()) {
        denseTile(x, w, y, inputs, units, u, v);
      }
    }
  }

  private static void denseTile(float[] x, float[] w, float[] y, int inputs, int units, int u, int v) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    FloatVector s8 = FloatVector.zero(SPECIES);
    FloatVector s9 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    for (int k = 0; k < inputs; k++) {
      FloatVector xs = FloatVector.fromArray(SPECIES, x, k * LANES + v);
      int at = k * units + u;
      s0 = xs.fma(FloatVector.broadcast(SPECIES, w[at]), s0);
      s1 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 1]), s1);
      s2 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 2]), s2);
      s3 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 3]), s3);
      s4 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 4]), s4);
      s5 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 5]), s5);
      s6 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 6]), s6);
      s7 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 7]), s7);
      s8 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 8]), s8);
      s9 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 9]), s9);
      s10 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 10]), s10);
      s11 = xs.fma(FloatVector.broadcast(SPECIES, w[at + 11]), s11);
    }
    int at = u * LANES + v;
    s0.intoArray(y, at);
    s1.intoArray(y, at + LANES);
    s2.intoArray(y, at + 2 * LANES);
    s3.intoArray(y, at + 3 * LANES);
    s4.intoArray(y, at + 4 * LANES);
    s5.intoArray(y, at + 5 * LANES);
    s6.intoArray(y, at + 6 * LANES);
    s7.intoArray(y, at + 7 * LANES);
    s8.intoArray(y, at + 8 * LANES);
    s9.intoArray(y, at + 9 * LANES);
    s10.intoArray(y, at + 10 * LANES);
    s11.intoArray(y, at + 11 * LANES);
  }

  /**
   * A convolution with stride 1, unpadded: {@code y[h][w][f][n] = sum over r s c of x[h+r][w+s][c][n] * k[r][s][c][f]}, for two
   * positions and four filters at a time.
   */
  static void convolution(float[] x, float[] k, float[] y, Shape shape) {
    for (int h = 0; h < shape.outputSize(); h++) {
      for (int w = 0; w < shape.outputSize(); w += 2) {
        for (int f = 0; f < shape.filters(); f += 4) {
          for (int v = 0; v < LANES; v += SPECIES.length()) {
            convolutionTile(x, k, y, shape, h, w, f, v);
          }
        }
      }
    }
  }

  private static void convolutionTile(float[] x, float[] k, float[] y, Shape shape, int h, int w, int f, int v) {
    int channels = shape.channels();
    int filters = shape.filters();
    FloatVector p0 = FloatVector.zero(SPECIES);
    FloatVector p1 = FloatVector.zero(SPECIES);
    FloatVector p2 = FloatVector.zero(SPECIES);
    FloatVector p3 = FloatVector.zero(SPECIES);
    FloatVector q0 = FloatVector.zero(SPECIES);
    FloatVector q1 = FloatVector.zero(SPECIES);
    FloatVector q2 = FloatVector.zero(SPECIES);
    FloatVector q3 = FloatVector.zero(SPECIES);
    int row = shape.kernel() * channels;
    int next = channels * LANES;
    for (int r = 0; r < shape.kernel(); r++) {
      int from = ((h + r) * shape.inputSize() + w) * channels * LANES + v;
      int weights = r * row * filters + f;
      for (int c = 0; c < row; c++) {
        FloatVector left = FloatVector.fromArray(SPECIES, x, from + c * LANES);
        FloatVector right = FloatVector.fromArray(SPECIES, x, from + next + c * LANES);
        int at = weights + c * filters;
        FloatVector k0 = FloatVector.broadcast(SPECIES, k[at]);
        FloatVector k1 = FloatVector.broadcast(SPECIES, k[at + 1]);
        FloatVector k2 = FloatVector.broadcast(SPECIES, k[at + 2]);
        FloatVector k3 = FloatVector.broadcast(SPECIES, k[at + 3]);
        p0 = left.fma(k0, p0);
        p1 = left.fma(k1, p1);
        p2 = left.fma(k2, p2);
        p3 = left.fma(k3, p3);
        q0 = right.fma(k0, q0);
        q1 = right.fma(k1, q1);
        q2 = right.fma(k2, q2);
        q3 = right.fma(k3, q3);
      }
    }
    int at = ((h * shape.outputSize() + w) * filters + f) * LANES + v;
    p0.intoArray(y, at);
    p1.intoArray(y, at + LANES);
    p2.intoArray(y, at + 2 * LANES);
    p3.intoArray(y, at + 3 * LANES);
    at += filters * LANES;
    q0.intoArray(y, at);
    q1.intoArray(y, at + LANES);
    q2.intoArray(y, at + 2 * LANES);
    q3.intoArray(y, at + 3 * LANES);
  }

  /**
   * Extents of a convolution of square images with a square kernel.
   *
   * @param inputSize height and width of the image
   * @param channels channels of the image
   * @param kernel height and width of the kernel
   * @param filters channels of the result, a multiple of 4
   */
  record Shape(int inputSize, int channels, int kernel, int filters) {
    /** Height and width of the result; must be even. */
    int outputSize() {
      return inputSize - kernel + 1;
    }

    /** Floating-point operations for one sample. */
    double flops() {
      return 2.0 * outputSize() * outputSize() * kernel * kernel * channels * filters;
    }
  }
}
