package dev.kernelsmith.runtime.train;

/**
 * The learning rate as training goes on. It must be a pure function of its arguments: a resumed training asks again.
 *
 * <p>The schedules made here describe themselves, so that a checkpoint can keep them. One that a program brings along, as a lambda
 * expression, must be given again when its training is resumed; {@link #named} lets checkpoints tell it from others.
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

  /** In words that tell it from other schedules; those made here can be made again from them. */
  default String description() {
    return Schedules.CUSTOM;
  }

  /** Epochs after which the rate stays as it is; 0 where it never does, or nobody knows. */
  default int epochs() {
    return 0;
  }

  /**
   * A schedule of a program, with a name by which checkpoints know it.
   *
   * @param name what it is called; change it when the schedule changes
   */
  static LearningRate named(String name, LearningRate schedule) {
    return new Schedules.Named(name, schedule);
  }

  /** Always the same rate. */
  static LearningRate constant(double rate) {
    return new Schedules.Constant(rate);
  }

  /**
   * {@code initial * factor^k} after {@code k * epochs} epochs, constant in between.
   *
   * @param initial rate of the first epochs
   * @param factor what the rate is multiplied with, in (0, 1]
   * @param epochs epochs between two changes, at least 1
   */
  static LearningRate stepDecay(double initial, double factor, int epochs) {
    return new Schedules.StepDecay(initial, factor, epochs);
  }

  /**
   * {@code initial * factor^epoch}, smoothly.
   *
   * @param initial rate of the first step
   * @param factor what an epoch multiplies the rate with, in (0, 1]
   */
  static LearningRate exponential(double initial, double factor) {
    return new Schedules.Exponential(initial, factor);
  }

  /**
   * Half a cosine from the initial rate down to the last (Loshchilov and Hutter, 2017, without restarts), then the last.
   *
   * @param initial rate of the first step
   * @param last rate at the end
   * @param epochs epochs that the way down takes, at least 1
   */
  static LearningRate cosine(double initial, double last, int epochs) {
    return new Schedules.Cosine(initial, last, epochs);
  }

  /**
   * This schedule, but linearly up from almost 0 in the first steps.
   *
   * @param steps number of steps, at least 1; step {@code k} of them has {@code k / steps} of the rate
   */
  default LearningRate warmUp(long steps) {
    return new Schedules.WarmUp(this, steps);
  }
}
