package dev.kernelsmith.benchmarks.hand;

/**
 * The second convolution of LeNet-5, without padding, with relu and pooling of 2 x 2 behind it, and its data.
 *
 * @param x {@code [SAMPLES][IMAGE][IMAGE][CHANNELS]}
 * @param weights {@code [KERNEL][KERNEL][CHANNELS][FILTERS]}
 * @param bias one a filter
 * @param gradient {@code [SAMPLES][SIZE][SIZE][FILTERS]}, the loss by the layer's sums
 */
record Conv5(float[] x, float[] weights, float[] bias, float[] gradient) {
  static final int SAMPLES = HandCase.SAMPLES;
  static final int IMAGE = 14;
  static final int CHANNELS = 6;
  static final int KERNEL = 5;
  static final int FILTERS = 16;

  /** Height and width of the sums. */
  static final int SIZE = IMAGE - KERNEL + 1;

  /** Height and width of what pooling makes of them. */
  static final int POOLED = SIZE / 2;

  static Conv5 of() {
    return new Conv5(
        Data.relu(SAMPLES * IMAGE * IMAGE * CHANNELS, 1), Data.normal(KERNEL * KERNEL * CHANNELS * FILTERS, 2),
        Data.normal(FILTERS, 3), Data.normal(SAMPLES * SIZE * SIZE * FILTERS, 4));
  }

  /** Operations of each of its three products. */
  static double flops() {
    return 2.0 * SAMPLES * SIZE * SIZE * KERNEL * KERNEL * CHANNELS * FILTERS;
  }
}
