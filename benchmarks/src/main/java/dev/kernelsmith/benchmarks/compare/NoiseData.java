package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import java.util.Random;

/** Noise of ten classes, brighter from class to class, for networks whose speed is asked for and not what they learn. */
public final class NoiseData {
  private NoiseData() {}

  /** The samples, of so many floats each. */
  public static Dataset of(int samples, int floats) {
    Random random = new Random(1);
    float[][] images = new float[samples][floats];
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = random.nextInt(10);
      for (int v = 0; v < floats; v++) {
        images[i][v] = random.nextFloat() + 0.1f * labels[i];
      }
    }
    return ArrayDataset.ofClasses(images, labels);
  }
}
