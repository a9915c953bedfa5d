package dev.kernelsmith.benchmarks.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Kernels of the loss and the optimizer. */
final class TrainingKernels {
  private TrainingKernels() {}

  /** Per sample {@code -log softmax(z)[class]}, and the gradient of its mean over the batch. */
  static void softmaxCrossEntropy(FloatArray z, IntArray classes, FloatArray losses, FloatArray dz, int batch,
      int units) {
    for (@Parallel int n = 0; n < batch; n++) {
      float max = z.get(n * units);
      for (int u = 1; u < units; u++) {
        max = Math.max(max, z.get(n * units + u));
      }
      float sum = 0f;
      for (int u = 0; u < units; u++) {
        sum += TornadoMath.exp(z.get(n * units + u) - max);
      }
      int label = classes.get(n);
      losses.set(n, TornadoMath.log(sum) + max - z.get(n * units + label));
      for (int u = 0; u < units; u++) {
        float probability = TornadoMath.exp(z.get(n * units + u) - max) / sum;
        dz.set(n * units + u, (u == label ? probability - 1f : probability) / batch);
      }
    }
  }

  /**
   * Adam (Kingma and Ba, 2015) with the bias corrections in {@code settings}: rate and epsilon of this step. Adds up as
   * many gradients as {@code copies} says, one behind the other.
   */
  static void adam(
      FloatArray p, FloatArray dp, FloatArray means, FloatArray squares, FloatArray settings, int length, int copies) {
    for (@Parallel int i = 0; i < length; i++) {
      float gradient = 0f;
      for (int n = 0; n < copies; n++) {
        gradient += dp.get(n * length + i);
      }
      float mean = 0.9f * means.get(i) + 0.1f * gradient;
      float square = 0.999f * squares.get(i) + 0.001f * gradient * gradient;
      means.set(i, mean);
      squares.set(i, square);
      p.set(i, p.get(i) - settings.get(0) * mean / (TornadoMath.sqrt(square) + settings.get(1)));
    }
  }
}
