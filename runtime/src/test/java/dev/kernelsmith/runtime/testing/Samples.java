package dev.kernelsmith.runtime.testing;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Random;

/** Small data sets that a linear network can learn. */
public final class Samples {
  private Samples() {}

  /** Noisy points around one centre per class. */
  public static Dataset clusters(int count, int in, int classes, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[count][in];
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextInt(classes);
      for (int k = 0; k < in; k++) {
        inputs[i][k] = (k % classes == numbers[i] ? 1f : 0f) + 0.4f * (float) random.nextGaussian();
      }
    }
    return ArrayDataset.ofClasses(inputs, numbers);
  }

  /** A linear function with noise. */
  public static Dataset line(int count, int in, int out, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[count][in];
    float[][] targets = new float[count][out];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < in; k++) {
        inputs[i][k] = (float) random.nextGaussian();
        for (int u = 0; u < out; u++) {
          targets[i][u] += inputs[i][k] * (k - u) * 0.1f;
        }
      }
    }
    return ArrayDataset.ofValues(inputs, targets);
  }
}
