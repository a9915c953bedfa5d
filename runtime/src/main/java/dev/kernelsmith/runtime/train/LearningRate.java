package dev.kernelsmith.runtime.train;

/**
 * The learning rate as training goes on. It must be a pure function of its arguments: a resumed training asks again.
 */
@FunctionalInterface
public interface LearningRate {
  /**
   * The rate of one step.
   *
   * @param epoch epochs done before this step, with a fraction: 2.5 in the middle of the third epoch
   * @param step number of the step, from 1, over all epochs
   * @return the rate, finite and not negative
   */
  float rate(double epoch, long step);

  /** Always the same rate. */
  static LearningRate constant(double rate) {
    float value = requireRate(rate);
    return (epoch, step) -> value;
  }

  /**
   * {@code initial * factor^k} after {@code k * epochs} epochs, constant in between.
   *
   * @param initial rate of the first epochs
   * @param factor what the rate is multiplied with, in (0, 1]
   * @param epochs epochs between two changes, at least 1
   */
  static LearningRate stepDecay(double initial, double factor, int epochs) {
    requireRate(initial);
    requireFactor(factor);
    requireEpochs(epochs);
    return (epoch, step) -> (float) (initial * StrictMath.pow(factor, Math.floor(epoch / epochs)));
  }

  /**
   * {@code initial * factor^epoch}, smoothly.
   *
   * @param initial rate of the first step
   * @param factor what an epoch multiplies the rate with, in (0, 1]
   */
  static LearningRate exponential(double initial, double factor) {
    requireRate(initial);
    requireFactor(factor);
    return (epoch, step) -> (float) (initial * StrictMath.pow(factor, epoch));
  }

  /**
   * Half a cosine from the initial rate down to the last (Loshchilov and Hutter, 2017, without restarts), then the last.
   *
   * @param initial rate of the first step
   * @param last rate at the end
   * @param epochs epochs that the way down takes, at least 1
   */
  static LearningRate cosine(double initial, double last, int epochs) {
    requireRate(initial);
    requireRate(last);
    requireEpochs(epochs);
    return (epoch, step) -> {
      double share = Math.min(1, epoch / epochs);
      return (float) (last + (initial - last) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2);
    };
  }

  /**
   * This schedule, but linearly up from almost 0 in the first steps.
   *
   * @param steps number of steps, at least 1; step {@code k} of them has {@code k / steps} of the rate
   */
  default LearningRate warmUp(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a warm-up takes at least 1 step, not " + steps);
    }
    return (epoch, step) -> {
      float rate = rate(epoch, step);
      return step < steps ? (float) ((double) rate * step / steps) : rate;
    };
  }

  private static float requireRate(double rate) {
    if (!(rate >= 0 && rate <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a learning rate must be finite and not negative, but is " + rate);
    }
    return (float) rate;
  }

  private static void requireFactor(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("a decay factor must be above 0 and at most 1, but is " + factor);
    }
  }

  private static void requireEpochs(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("a schedule needs at least 1 epoch, not " + epochs);
    }
  }
}
