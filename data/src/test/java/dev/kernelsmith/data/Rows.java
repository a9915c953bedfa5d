package dev.kernelsmith.data;

import dev.kernelsmith.runtime.data.Dataset;

/** Reads samples back. */
public final class Rows {
  private Rows() {}

  /** The input of a sample. */
  public static float[] input(Dataset dataset, int index) {
    float[] input = new float[dataset.inputLength()];
    dataset.copyInput(index, input, 0);
    return input;
  }

  /** The target values of a sample. */
  public static float[] target(Dataset dataset, int index) {
    float[] target = new float[dataset.targetLength()];
    dataset.copyTarget(index, target, 0);
    return target;
  }

  /** The classes of all samples. */
  public static int[] classes(Dataset dataset) {
    int[] classes = new int[dataset.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = dataset.classOf(i);
    }
    return classes;
  }
}
