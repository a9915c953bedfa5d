package dev.kernelsmith.benchmarks.hand;

/**
 * Batch normalisation with relu, and its data.
 *
 * @param places values of a channel: samples, rows and columns
 * @param channels channels
 * @param x {@code [places][channels]}
 * @param gamma one a channel
 * @param beta one a channel
 */
record Norm(int places, int channels, float[] x, float[] gamma, float[] beta) {
  static final float EPSILON = 1e-5f;

  static Norm of(int places, int channels) {
    return new Norm(
        places, channels, Data.normal(places * channels, 1), Data.normal(channels, 2), Data.normal(channels, 3));
  }
}
