package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.ExpertTile.LANES;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The gradient by the sums before relu: that of the window where it was the largest and positive, else 0. */
final class PoolKernels {
  private PoolKernels() {}

  /** Zeros first, then each gradient to its place. */
  record Plain(Pool pool, float[] result) implements HandKernel {
    Plain(Pool pool) {
      this(pool, new float[pool.imageLength()]);
    }

    @Override
    public void run() {
      Arrays.fill(result, 0);
      int size = pool.size();
      int channels = pool.channels();
      for (int n = 0; n < pool.samples(); n++) {
        for (int h = 0; h < size; h++) {
          for (int w = 0; w < size; w++) {
            for (int c = 0; c < channels; c++) {
              int at = ((n * size + h) * size + w) * channels + c;
              if (pool.pooled()[at] > 0) {
                int place = (int) pool.argmax()[at];
                int row = (n * size + h) * 2 + place / 2;
                result[(row * 2 * size + 2 * w + place % 2) * channels + c] = pool.gradient()[at];
              }
            }
          }
        }
      }
    }
  }

  /** Lanes are channels; all four places of a window are written while its gradient is in a register. */
  record Expert(Pool pool, float[] result) implements HandKernel {
    Expert(Pool pool) {
      this(pool, new float[pool.imageLength()]);
    }

    @Override
    public void run() {
      int channels = pool.channels();
      int row = pool.size() * channels;
      for (int window = 0; window < pool.samples() * pool.size(); window++) {
        for (int w = 0; w < pool.size(); w++) {
          spread(window * row + w * channels, 4 * window * row + 2 * w * channels, 2 * row, channels);
        }
      }
    }

    private void spread(int from, int to, int below, int channels) {
      for (int c = 0; c < channels; c += LANES) {
        VectorMask<Float> positive =
            FloatVector.fromArray(SPECIES, pool.pooled(), from + c).compare(VectorOperators.GT, 0f);
        FloatVector gradient =
            FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, pool.gradient(), from + c), positive);
        FloatVector argmax = FloatVector.fromArray(SPECIES, pool.argmax(), from + c);
        FloatVector zero = FloatVector.zero(SPECIES);
        zero.blend(gradient, argmax.eq(0f)).intoArray(result, to + c);
        zero.blend(gradient, argmax.eq(1f)).intoArray(result, to + channels + c);
        zero.blend(gradient, argmax.eq(2f)).intoArray(result, to + below + c);
        zero.blend(gradient, argmax.eq(3f)).intoArray(result, to + below + channels + c);
      }
    }
  }
}
