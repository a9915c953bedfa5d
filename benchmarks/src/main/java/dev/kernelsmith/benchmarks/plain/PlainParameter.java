package dev.kernelsmith.benchmarks.plain;

import java.util.Random;

/**
 * Values that are trained, with what Adam remembers of them.
 *
 * @param name {@code layer.weights} or {@code layer.bias}
 * @param values the values, canonical: dense {@code [in][units]}, convolution {@code [height][width][in][filters]}
 * @param firstMoments Adam's running mean of the gradient
 * @param secondMoments Adam's running mean of its square
 */
record PlainParameter(String name, float[] values, float[] firstMoments, float[] secondMoments) {
  /** Values that start at zero. */
  static PlainParameter zeros(String name, int length) {
    return new PlainParameter(name, new float[length], new float[length], new float[length]);
  }

  /** Fills the values from a normal distribution with variance {@code 2 / fanIn} (He et al., 2015). */
  void initialize(int fanIn, Random random) {
    double deviation = Math.sqrt(2.0 / fanIn);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
  }

  /**
   * One step of Adam (algorithm 1 of Kingma and Ba, 2015, with bias correction), with its usual decays and epsilon.
   *
   * @param gradient derivative of the batch's loss by each value
   * @param learningRate the rate
   * @param step number of the step, from 1
   */
  void update(float[] gradient, double learningRate, long step) {
    final float beta1 = 0.9f;
    final float beta2 = 0.999f;
    final float epsilon = 1e-8f;
    float rate = (float) (learningRate / (1 - Math.pow(beta1, step)));
    float correction = (float) (1 / (1 - Math.pow(beta2, step)));
    for (int i = 0; i < values.length; i++) {
      float g = gradient[i];
      float m = beta1 * firstMoments[i] + (1 - beta1) * g;
      float v = beta2 * secondMoments[i] + (1 - beta2) * g * g;
      firstMoments[i] = m;
      secondMoments[i] = v;
      values[i] -= rate * m / ((float) Math.sqrt(v * correction) + epsilon);
    }
  }
}
