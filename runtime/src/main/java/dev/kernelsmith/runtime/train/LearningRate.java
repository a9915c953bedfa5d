package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.List;
import java.util.Objects;

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
  double rate(double epoch, long step);

  /**
   * The rate of one step by a schedule that follows what was measured. It is what trainings ask for.
   *
   * @param past the epochs done, in their order, those before a resume included; not to be changed
   */
  default double rate(double epoch, long step, List<EpochMetrics> past) {
    return rate(epoch, step);
  }

  /** In words that tell it from other schedules; those made here can be made again from them. */
  default String description() {
    return Schedules.CUSTOM;
  }

  /** Epochs after which the rate stays as it is; 0 where it never does, or nobody knows. */
  default int epochs() {
    return 0;
  }

  /**
   * This schedule for a training of so many epochs: the same, but where its length was left open.
   *
   * @param epochs epochs of the training, at least 1
   */
  default LearningRate over(int epochs) {
    return this;
  }

  /** That of a network's {@code @Optimizer}. */
  static LearningRate of(NetworkSpec network) {
    return Schedules.parse(Objects.requireNonNull(network, "network").learningRateSchedule())
        .orElseGet(() -> constant(network.learningRate()));
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
    return Schedules.Form.CONSTANT.with(rate);
  }

  /**
   * {@code initial * factor^k} after {@code k * epochs} epochs, constant in between.
   *
   * @param initial rate of the first epochs
   * @param factor what the rate is multiplied with, in (0, 1]
   * @param epochs epochs between two changes, at least 1
   */
  static LearningRate stepDecay(double initial, double factor, int epochs) {
    return Schedules.Form.STEP_DECAY.with(initial, factor, epochs);
  }

  /**
   * {@code initial * factor^epoch}, smoothly.
   *
   * @param initial rate of the first step
   * @param factor what an epoch multiplies the rate with, in (0, 1]
   */
  static LearningRate exponential(double initial, double factor) {
    return Schedules.Form.EXPONENTIAL.with(initial, factor);
  }

  /**
   * {@code last + (initial - last) * (1 - epoch / epochs)^power}, then the last; a straight line with power 1.
   *
   * @param initial rate of the first step
   * @param last rate at the end
   * @param epochs epochs that the way takes; 0 for as many as the training has
   * @param power above 0
   */
  static LearningRate polynomial(double initial, double last, int epochs, double power) {
    return Schedules.Form.POLYNOMIAL.with(initial, last, epochs, power);
  }

  /**
   * Half a cosine from the initial rate down to the last (Loshchilov and Hutter, 2017, without restarts), then the last.
   *
   * @param initial rate of the first step
   * @param last rate at the end
   * @param epochs epochs that the way down takes; 0 for as many as the training has
   */
  static LearningRate cosine(double initial, double last, int epochs) {
    return Schedules.Form.COSINE.with(initial, last, epochs);
  }

  /**
   * The same again and again (SGDR; Loshchilov and Hutter, 2017): each cycle begins at the initial rate.
   *
   * @param initial rate of the first step of a cycle
   * @param last rate towards which a cycle goes
   * @param epochs epochs of the first cycle, at least 1
   * @param growth how many times as long each cycle is as the one before, at least 1
   */
  static LearningRate cosineRestarts(double initial, double last, int epochs, double growth) {
    return Schedules.Form.COSINE_RESTARTS.with(initial, last, epochs, growth);
  }

  /**
   * Up to a high rate and down to nearly nothing, each by half a cosine (Smith and Topin, 2018): {@link #oneCycle(double, int, double, double, double)} with
   * 0.3, 25 and 250,000, which are PyTorch's numbers.
   *
   * @param most the highest rate
   * @param epochs epochs of the cycle; 0 for as many as the training has
   */
  static LearningRate oneCycle(double most, int epochs) {
    return oneCycle(most, epochs, 0.3, 25, 25e4);
  }

  /**
   * Up to a high rate and down to nearly nothing, each by half a cosine, then the last (Smith and Topin, 2018). The momentum stays as it is.
   *
   * @param most the highest rate
   * @param epochs epochs of the cycle; 0 for as many as the training has
   * @param rising share of the epochs in which the rate rises, above 0 and below 1
   * @param firstDivisor the first rate is the highest divided by this, at least 1
   * @param lastDivisor the last rate is the highest divided by this, at least 1. PyTorch divides the first
   */
  static LearningRate oneCycle(double most, int epochs, double rising, double firstDivisor, double lastDivisor) {
    return Schedules.Form.ONE_CYCLE.with(most, epochs, rising, firstDivisor, lastDivisor);
  }

  /**
   * {@code factor} times the rate whenever the loss has not become better for some epochs, by at least 0.01 %. It is the validation loss where there is
   * one. A resumed training follows the epochs before, too. Steps and streams need {@link Trainer#samplesPerEpoch} for it.
   *
   * @param initial rate of the first epochs
   * @param factor what the rate is multiplied with, in (0, 1]
   * @param patience epochs without a better loss, at least 1. It counts anew after a change
   * @param least rate that it does not fall below
   */
  static LearningRate onPlateau(double initial, double factor, int patience, double least) {
    return Schedules.Form.ON_PLATEAU.with(initial, factor, patience, least);
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
