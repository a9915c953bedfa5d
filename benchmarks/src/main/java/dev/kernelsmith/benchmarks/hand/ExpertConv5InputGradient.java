package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.Conv5.CHANNELS;
import static dev.kernelsmith.benchmarks.hand.Conv5.FILTERS;
import static dev.kernelsmith.benchmarks.hand.Conv5.IMAGE;
import static dev.kernelsmith.benchmarks.hand.Conv5.KERNEL;
import static dev.kernelsmith.benchmarks.hand.Conv5.SAMPLES;
import static dev.kernelsmith.benchmarks.hand.Conv5.SIZE;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.LANES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * See {@link PlainConv5Kernels.InputGradient}: a convolution of the gradient with the kernel turned round, lanes samples. Products with what lies
 * outside of the gradient are left out, but for one column, which is why there are zeros at either side of it.
 */
final class ExpertConv5InputGradient implements HandKernel {
  private static final int GRADIENT_ROW = (SIZE + 2) * FILTERS * SAMPLES;
  private static final int LAST = KERNEL - 1;

  /** {@code [SIZE][SIZE + 2][FILTERS][SAMPLES]}. */
  private final float[] gradient = new float[SIZE * GRADIENT_ROW];

  /** {@code [KERNEL][KERNEL][FILTERS][CHANNELS]}, from the last place of the kernel to the first. */
  private final float[] turned;

  private final float[] y = new float[IMAGE * IMAGE * CHANNELS * SAMPLES];

  ExpertConv5InputGradient(Conv5 conv) {
    float[] inner = Data.samplesInnermost(conv.gradient(), SAMPLES);
    int row = SIZE * FILTERS * SAMPLES;
    for (int h = 0; h < SIZE; h++) {
      System.arraycopy(inner, h * row, gradient, h * GRADIENT_ROW + FILTERS * SAMPLES, row);
    }
    turned = new float[conv.weights().length];
    int places = KERNEL * KERNEL;
    for (int place = 0; place < places; place++) {
      for (int c = 0; c < CHANNELS; c++) {
        for (int f = 0; f < FILTERS; f++) {
          turned[((places - 1 - place) * FILTERS + f) * CHANNELS + c] =
              conv.weights()[(place * CHANNELS + c) * FILTERS + f];
        }
      }
    }
  }

  @Override
  public void run() {
    for (int h = 0; h < IMAGE; h++) {
      int firstRow = Math.max(0, LAST - h);
      int rows = Math.min(KERNEL, SIZE + LAST - h) - firstRow;
      for (int w = 0; w < IMAGE; w += 2) {
        int first = Math.max(0, LAST - 1 - w);
        int end = Math.min(KERNEL, SIZE + LAST - w);
        for (int v = 0; v < SAMPLES; v += LANES) {
          image6x2(
              gradient, (h - LAST + firstRow) * GRADIENT_ROW + (w - LAST + 1) * FILTERS * SAMPLES + v, turned,
              firstRow * KERNEL * FILTERS * CHANNELS, rows, first * FILTERS, end * FILTERS, y,
              (h * IMAGE + w) * CHANNELS * SAMPLES + v);
        }
      }
    }
  }

  /** Two neighbours of a row of the image, all channels. */
  private static void image6x2(float[] gradient, int g0, float[] turned, int k0, int rows, int first, int end,
      float[] y, int y0) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector a5 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector b4 = FloatVector.zero(SPECIES);
    FloatVector b5 = FloatVector.zero(SPECIES);
    for (int r = 0; r < rows; r++) {
      int from = g0 + r * GRADIENT_ROW;
      int at = k0 + r * KERNEL * FILTERS * CHANNELS;
      for (int t = first; t < end; t++) {
        FloatVector left = FloatVector.fromArray(SPECIES, gradient, from + t * SAMPLES);
        FloatVector right = FloatVector.fromArray(SPECIES, gradient, from + FILTERS * SAMPLES + t * SAMPLES);
        FloatVector k = FloatVector.broadcast(SPECIES, turned[at + t * CHANNELS]);
        a0 = left.fma(k, a0);
        b0 = right.fma(k, b0);
        k = FloatVector.broadcast(SPECIES, turned[at + t * CHANNELS + 1]);
        a1 = left.fma(k, a1);
        b1 = right.fma(k, b1);
        k = FloatVector.broadcast(SPECIES, turned[at + t * CHANNELS + 2]);
        a2 = left.fma(k, a2);
        b2 = right.fma(k, b2);
        k = FloatVector.broadcast(SPECIES, turned[at + t * CHANNELS + 3]);
        a3 = left.fma(k, a3);
        b3 = right.fma(k, b3);
        k = FloatVector.broadcast(SPECIES, turned[at + t * CHANNELS + 4]);
        a4 = left.fma(k, a4);
        b4 = right.fma(k, b4);
        k = FloatVector.broadcast(SPECIES, turned[at + t * CHANNELS + 5]);
        a5 = left.fma(k, a5);
        b5 = right.fma(k, b5);
      }
    }
    a0.intoArray(y, y0);
    a1.intoArray(y, y0 + SAMPLES);
    a2.intoArray(y, y0 + 2 * SAMPLES);
    a3.intoArray(y, y0 + 3 * SAMPLES);
    a4.intoArray(y, y0 + 4 * SAMPLES);
    a5.intoArray(y, y0 + 5 * SAMPLES);
    b0.intoArray(y, y0 + 6 * SAMPLES);
    b1.intoArray(y, y0 + 7 * SAMPLES);
    b2.intoArray(y, y0 + 8 * SAMPLES);
    b3.intoArray(y, y0 + 9 * SAMPLES);
    b4.intoArray(y, y0 + 10 * SAMPLES);
    b5.intoArray(y, y0 + 11 * SAMPLES);
  }

  @Override
  public float[] result() {
    return Data.samplesOutermost(y, SAMPLES);
  }
}
