package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.Conv5.CHANNELS;
import static dev.kernelsmith.benchmarks.hand.Conv5.FILTERS;
import static dev.kernelsmith.benchmarks.hand.Conv5.IMAGE;
import static dev.kernelsmith.benchmarks.hand.Conv5.KERNEL;
import static dev.kernelsmith.benchmarks.hand.Conv5.POOLED;
import static dev.kernelsmith.benchmarks.hand.Conv5.SAMPLES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.LANES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * See {@link PlainConv5Kernels.Forward}. Lanes are samples, since filters are too few; the four sums of a window of the pool are computed side by
 * side, and looked through for the largest while they are in the first-level cache.
 */
final class ExpertConv5Forward implements HandKernel {
  /** Filters of a tile: as many as 32 registers have room for, or half of them. */
  private static final int TILE = LANES == 16 ? 4 : 2;

  private static final int COLUMN = CHANNELS * SAMPLES;
  private static final int IMAGE_ROW = IMAGE * COLUMN;
  private static final int WINDOW_ROW = KERNEL * CHANNELS;

  private final Conv5 conv;
  private final float[] x;
  private final float[] panels;
  private final float[] y = new float[POOLED * POOLED * FILTERS * SAMPLES];
  private final float[] argmax = new float[y.length];

  /** Those of a tile: of each filter the four of a window. */
  private final float[] sums = new float[4 * TILE * LANES];

  ExpertConv5Forward(Conv5 conv) {
    this.conv = conv;
    x = Data.samplesInnermost(conv.x(), SAMPLES);
    panels = new float[conv.weights().length];
    for (int i = 0; i < panels.length; i++) {
      int f = i % FILTERS;
      panels[f / TILE * KERNEL * WINDOW_ROW * TILE + i / FILTERS * TILE + f % TILE] = conv.weights()[i];
    }
  }

  @Override
  public void run() {
    for (int h = 0; h < POOLED; h++) {
      for (int w = 0; w < POOLED; w++) {
        for (int f = 0; f < FILTERS; f += TILE) {
          for (int v = 0; v < SAMPLES; v += LANES) {
            int from = 2 * h * IMAGE_ROW + 2 * w * COLUMN + v;
            int to = ((h * POOLED + w) * FILTERS + f) * SAMPLES + v;
            if (TILE == 4) {
              pooled4(x, from, panels, f * KERNEL * WINDOW_ROW, conv.bias(), f, sums);
            } else {
              pooled2(x, from, panels, f * KERNEL * WINDOW_ROW, conv.bias(), f, sums);
            }
            for (int i = 0; i < TILE; i++) {
              largest(sums, 4 * i * LANES, y, argmax, to + i * SAMPLES);
            }
          }
        }
      }
    }
  }

  /** Four places of a window of the pool, and four filters. */
  private static void pooled4(float[] x, int x0, float[] panels, int p0, float[] bias, int f, float[] sums) {
    FloatVector a0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector a1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    FloatVector a2 = FloatVector.broadcast(SPECIES, bias[f + 2]);
    FloatVector a3 = FloatVector.broadcast(SPECIES, bias[f + 3]);
    FloatVector b0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector b1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    FloatVector b2 = FloatVector.broadcast(SPECIES, bias[f + 2]);
    FloatVector b3 = FloatVector.broadcast(SPECIES, bias[f + 3]);
    FloatVector c0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector c1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    FloatVector c2 = FloatVector.broadcast(SPECIES, bias[f + 2]);
    FloatVector c3 = FloatVector.broadcast(SPECIES, bias[f + 3]);
    FloatVector d0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector d1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    FloatVector d2 = FloatVector.broadcast(SPECIES, bias[f + 2]);
    FloatVector d3 = FloatVector.broadcast(SPECIES, bias[f + 3]);
    for (int r = 0; r < KERNEL; r++) {
      int from = x0 + r * IMAGE_ROW;
      int at = p0 + r * WINDOW_ROW * TILE;
      for (int t = 0; t < WINDOW_ROW; t++) {
        FloatVector xa = FloatVector.fromArray(SPECIES, x, from + t * SAMPLES);
        FloatVector xb = FloatVector.fromArray(SPECIES, x, from + COLUMN + t * SAMPLES);
        FloatVector xc = FloatVector.fromArray(SPECIES, x, from + IMAGE_ROW + t * SAMPLES);
        FloatVector xd = FloatVector.fromArray(SPECIES, x, from + IMAGE_ROW + COLUMN + t * SAMPLES);
        FloatVector w = FloatVector.broadcast(SPECIES, panels[at + t * TILE]);
        a0 = xa.fma(w, a0);
        b0 = xb.fma(w, b0);
        c0 = xc.fma(w, c0);
        d0 = xd.fma(w, d0);
        w = FloatVector.broadcast(SPECIES, panels[at + t * TILE + 1]);
        a1 = xa.fma(w, a1);
        b1 = xb.fma(w, b1);
        c1 = xc.fma(w, c1);
        d1 = xd.fma(w, d1);
        w = FloatVector.broadcast(SPECIES, panels[at + t * TILE + 2]);
        a2 = xa.fma(w, a2);
        b2 = xb.fma(w, b2);
        c2 = xc.fma(w, c2);
        d2 = xd.fma(w, d2);
        w = FloatVector.broadcast(SPECIES, panels[at + t * TILE + 3]);
        a3 = xa.fma(w, a3);
        b3 = xb.fma(w, b3);
        c3 = xc.fma(w, c3);
        d3 = xd.fma(w, d3);
      }
    }
    a0.intoArray(sums, 0);
    b0.intoArray(sums, 1 * LANES);
    c0.intoArray(sums, 2 * LANES);
    d0.intoArray(sums, 3 * LANES);
    a1.intoArray(sums, 4 * LANES);
    b1.intoArray(sums, 5 * LANES);
    c1.intoArray(sums, 6 * LANES);
    d1.intoArray(sums, 7 * LANES);
    a2.intoArray(sums, 8 * LANES);
    b2.intoArray(sums, 9 * LANES);
    c2.intoArray(sums, 10 * LANES);
    d2.intoArray(sums, 11 * LANES);
    a3.intoArray(sums, 12 * LANES);
    b3.intoArray(sums, 13 * LANES);
    c3.intoArray(sums, 14 * LANES);
    d3.intoArray(sums, 15 * LANES);
  }

  /** Four places of a window of the pool, and two filters. */
  private static void pooled2(float[] x, int x0, float[] panels, int p0, float[] bias, int f, float[] sums) {
    FloatVector a0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector a1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    FloatVector b0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector b1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    FloatVector c0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector c1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    FloatVector d0 = FloatVector.broadcast(SPECIES, bias[f]);
    FloatVector d1 = FloatVector.broadcast(SPECIES, bias[f + 1]);
    for (int r = 0; r < KERNEL; r++) {
      int from = x0 + r * IMAGE_ROW;
      int at = p0 + r * WINDOW_ROW * TILE;
      for (int t = 0; t < WINDOW_ROW; t++) {
        FloatVector xa = FloatVector.fromArray(SPECIES, x, from + t * SAMPLES);
        FloatVector xb = FloatVector.fromArray(SPECIES, x, from + COLUMN + t * SAMPLES);
        FloatVector xc = FloatVector.fromArray(SPECIES, x, from + IMAGE_ROW + t * SAMPLES);
        FloatVector xd = FloatVector.fromArray(SPECIES, x, from + IMAGE_ROW + COLUMN + t * SAMPLES);
        FloatVector w = FloatVector.broadcast(SPECIES, panels[at + t * TILE]);
        a0 = xa.fma(w, a0);
        b0 = xb.fma(w, b0);
        c0 = xc.fma(w, c0);
        d0 = xd.fma(w, d0);
        w = FloatVector.broadcast(SPECIES, panels[at + t * TILE + 1]);
        a1 = xa.fma(w, a1);
        b1 = xb.fma(w, b1);
        c1 = xc.fma(w, c1);
        d1 = xd.fma(w, d1);
      }
    }
    a0.intoArray(sums, 0);
    b0.intoArray(sums, 1 * LANES);
    c0.intoArray(sums, 2 * LANES);
    d0.intoArray(sums, 3 * LANES);
    a1.intoArray(sums, 4 * LANES);
    b1.intoArray(sums, 5 * LANES);
    c1.intoArray(sums, 6 * LANES);
    d1.intoArray(sums, 7 * LANES);
  }

  /** Stores relu of the largest of four sums, and which it was. */
  private static void largest(float[] sums, int from, float[] y, float[] argmax, int at) {
    FloatVector a = FloatVector.fromArray(SPECIES, sums, from);
    FloatVector b = FloatVector.fromArray(SPECIES, sums, from + LANES);
    FloatVector c = FloatVector.fromArray(SPECIES, sums, from + 2 * LANES);
    FloatVector d = FloatVector.fromArray(SPECIES, sums, from + 3 * LANES);
    VectorMask<Float> right = b.compare(VectorOperators.GT, a);
    FloatVector top = a.max(b);
    VectorMask<Float> lowerRight = d.compare(VectorOperators.GT, c);
    FloatVector bottom = c.max(d);
    VectorMask<Float> below = bottom.compare(VectorOperators.GT, top);
    FloatVector upper = FloatVector.zero(SPECIES).blend(1f, right);
    FloatVector lower = FloatVector.broadcast(SPECIES, 2f).blend(3f, lowerRight);
    upper.blend(lower, below).intoArray(argmax, at);
    top.max(bottom).max(0f).intoArray(y, at);
  }

  @Override
  public float[] result() {
    return Data.samplesOutermost(y, SAMPLES);
  }
}
