package dev.kernelsmith.benchmarks.hand;

/**
 * Softmax with cross-entropy, and its data.
 *
 * @param samples samples
 * @param classes classes
 * @param logits {@code [samples][classes]}
 * @param labels the class of each sample
 */
record Softmax(int samples, int classes, float[] logits, int[] labels) {
  static Softmax of(int samples, int classes) {
    int[] labels = new int[samples];
    for (int n = 0; n < samples; n++) {
      labels[n] = 7 * n % classes;
    }
    return new Softmax(samples, classes, Data.normal(samples * classes, 1), labels);
  }
}
