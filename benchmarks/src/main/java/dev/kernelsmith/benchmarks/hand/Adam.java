package dev.kernelsmith.benchmarks.hand;

/**
 * Parameters, their gradient, and what Adam remembers of it, with its usual rate, decays and epsilon.
 *
 * @param parameters changed in place
 * @param gradient the loss by them
 * @param first running mean of the gradient, changed in place
 * @param second running mean of its squares, changed in place
 */
record Adam(float[] parameters, float[] gradient, float[] first, float[] second) {
  static final float BETA1 = 0.9f;
  static final float BETA2 = 0.999f;
  static final float EPSILON = 1e-8f;
  static final float RATE = 1e-3f;

  static Adam of(int length) {
    return new Adam(Data.normal(length, 1), Data.normal(length, 2), new float[length], new float[length]);
  }

  /** The rate of a step with both corrections in it, so that the loop over elements has none. */
  static float rate(long step) {
    return (float) (RATE * correction(step) / (1 - Math.pow(BETA1, step)));
  }

  /** Epsilon of a step, to fit that rate. */
  static float epsilon(long step) {
    return (float) (EPSILON * correction(step));
  }

  private static double correction(long step) {
    return Math.sqrt(1 - Math.pow(BETA2, step));
  }
}
