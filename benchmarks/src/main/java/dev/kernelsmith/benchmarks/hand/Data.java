package dev.kernelsmith.benchmarks.hand;

import java.util.Random;

/** Numbers to compute with: the same for every version of a kernel. */
final class Data {
  private Data() {}

  /** Normal random numbers. */
  static float[] normal(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The same where they are positive, else 0: what relu gives. */
  static float[] relu(int length, long seed) {
    float[] values = normal(length, seed);
    for (int i = 0; i < length; i++) {
      values[i] = Math.max(values[i], 0);
    }
    return values;
  }
}
