package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.Dataset;

/** Reads samples back. */
final class Rows {
  private Rows() {}

  static float[] input(Dataset dataset, int index) {
    float[] input = new float[dataset.inputLength()];
    dataset.copyInput(index, input, 0);
    return input;
  }

  static float[] target(Dataset dataset, int index) {
    float[] target = new float[dataset.targetLength()];
    dataset.copyTarget(index, target, 0);
    return target;
  }

  static int[] classes(Dataset dataset) {
    int[] classes = new int[dataset.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = dataset.classOf(i);
    }
    return classes;
  }
}
