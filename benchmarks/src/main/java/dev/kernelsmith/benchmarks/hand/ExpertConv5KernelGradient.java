package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.Conv5.CHANNELS;
import static dev.kernelsmith.benchmarks.hand.Conv5.FILTERS;
import static dev.kernelsmith.benchmarks.hand.Conv5.IMAGE;
import static dev.kernelsmith.benchmarks.hand.Conv5.KERNEL;
import static dev.kernelsmith.benchmarks.hand.Conv5.SAMPLES;
import static dev.kernelsmith.benchmarks.hand.Conv5.SIZE;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.LANES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** See {@link PlainConv5Kernels.KernelGradient}: lanes are filters, so that nothing is added up across lanes; images in their canonical order. */
final class ExpertConv5KernelGradient implements HandKernel {
  private static final int TILE = 10;

  private final Conv5 conv;
  private final float[] result;

  ExpertConv5KernelGradient(Conv5 conv) {
    this.conv = conv;
    result = new float[conv.weights().length];
  }

  @Override
  public void run() {
    Arrays.fill(result, 0);
    for (int n = 0; n < SAMPLES; n++) {
      for (int r = 0; r < KERNEL; r++) {
        for (int t = 0; t < KERNEL * CHANNELS; t += TILE) {
          for (int f = 0; f < FILTERS; f += LANES) {
            kernel10(
                conv.x(), (n * IMAGE + r) * IMAGE * CHANNELS + t, conv.gradient(), n * SIZE * SIZE * FILTERS + f,
                result,
                (r * KERNEL * CHANNELS + t) * FILTERS + f);
          }
        }
      }
    }
  }

  /** Ten neighbours of a row of windows, and as many filters as a vector has lanes: adds what one image gives. */
  private static void kernel10(float[] x, int x0, float[] gradient, int g0, float[] y, int y0) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, y, y0);
    FloatVector s1 = FloatVector.fromArray(SPECIES, y, y0 + FILTERS);
    FloatVector s2 = FloatVector.fromArray(SPECIES, y, y0 + 2 * FILTERS);
    FloatVector s3 = FloatVector.fromArray(SPECIES, y, y0 + 3 * FILTERS);
    FloatVector s4 = FloatVector.fromArray(SPECIES, y, y0 + 4 * FILTERS);
    FloatVector s5 = FloatVector.fromArray(SPECIES, y, y0 + 5 * FILTERS);
    FloatVector s6 = FloatVector.fromArray(SPECIES, y, y0 + 6 * FILTERS);
    FloatVector s7 = FloatVector.fromArray(SPECIES, y, y0 + 7 * FILTERS);
    FloatVector s8 = FloatVector.fromArray(SPECIES, y, y0 + 8 * FILTERS);
    FloatVector s9 = FloatVector.fromArray(SPECIES, y, y0 + 9 * FILTERS);
    for (int h = 0; h < SIZE; h++) {
      int from = x0 + h * IMAGE * CHANNELS;
      int at = g0 + h * SIZE * FILTERS;
      for (int w = 0; w < SIZE; w++) {
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, at + w * FILTERS);
        s0 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS]).fma(g, s0);
        s1 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 1]).fma(g, s1);
        s2 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 2]).fma(g, s2);
        s3 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 3]).fma(g, s3);
        s4 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 4]).fma(g, s4);
        s5 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 5]).fma(g, s5);
        s6 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 6]).fma(g, s6);
        s7 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 7]).fma(g, s7);
        s8 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 8]).fma(g, s8);
        s9 = FloatVector.broadcast(SPECIES, x[from + w * CHANNELS + 9]).fma(g, s9);
      }
    }
    s0.intoArray(y, y0);
    s1.intoArray(y, y0 + FILTERS);
    s2.intoArray(y, y0 + 2 * FILTERS);
    s3.intoArray(y, y0 + 3 * FILTERS);
    s4.intoArray(y, y0 + 4 * FILTERS);
    s5.intoArray(y, y0 + 5 * FILTERS);
    s6.intoArray(y, y0 + 6 * FILTERS);
    s7.intoArray(y, y0 + 7 * FILTERS);
    s8.intoArray(y, y0 + 8 * FILTERS);
    s9.intoArray(y, y0 + 9 * FILTERS);
  }

  @Override
  public float[] result() {
    return result;
  }
}
