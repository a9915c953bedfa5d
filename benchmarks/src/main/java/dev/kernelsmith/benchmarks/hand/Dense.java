package dev.kernelsmith.benchmarks.hand;

/**
 * A dense layer with relu, behind another one with relu, and its data.
 *
 * @param samples samples
 * @param inputs inputs of a sample
 * @param units units
 * @param x {@code [samples][inputs]}, values of the layer before
 * @param weights {@code [inputs][units]}
 * @param bias one a unit
 * @param gradient {@code [samples][units]}, the loss by the layer's sums
 */
record Dense(int samples, int inputs, int units, float[] x, float[] weights, float[] bias, float[] gradient) {
  static Dense of(int samples, int inputs, int units) {
    return new Dense(
        samples, inputs, units, Data.relu(samples * inputs, 1), Data.normal(inputs * units, 2), Data.normal(units, 3),
        Data.normal(samples * units, 4));
  }

  /** Operations of each of its three products. */
  double flops() {
    return 2.0 * samples * inputs * units;
  }
}
