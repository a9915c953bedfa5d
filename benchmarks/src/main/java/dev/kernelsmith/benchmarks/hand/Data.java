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

  /** Puts samples that lie one behind the other beside each other: {@code [elements][samples]}. */
  static float[] samplesInnermost(float[] values, int samples) {
    return transposed(values, samples, values.length / samples);
  }

  /** The other way round. */
  static float[] samplesOutermost(float[] values, int samples) {
    return transposed(values, values.length / samples, samples);
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = matrix[i * columns + j];
      }
    }
    return result;
  }
}
