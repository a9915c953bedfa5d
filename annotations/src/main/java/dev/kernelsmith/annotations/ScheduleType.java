package dev.kernelsmith.annotations;

/**
 * How the learning rate changes as a training goes on. {@code rate} is the {@code learningRate} of {@link Optimizer}, {@code epoch} the number of epochs done, with a
 * fraction; the other names are those of {@link Schedule}, with their values in brackets where none is given.
 */
public enum ScheduleType {
  /** It does not. */
  CONSTANT,

  /** {@code rate * factor^k} after {@code k * epochs} epochs (factor 0.1; epochs must be given). */
  STEP,

  /** {@code rate * factor^epoch} (factor must be given). */
  EXPONENTIAL,

  /** {@code last + (rate - last) * (1 - epoch / epochs)^power}, then {@code last} (last 0, power 1, which is a straight line). */
  POLYNOMIAL,

  /** {@code last + (rate - last) * (1 + cos(pi * epoch / epochs)) / 2}, then {@code last} (last 0; Loshchilov and Hutter, 2017). */
  COSINE,

  /**
   * The same in cycles, each {@code growth} times as long as the one before (SGDR; Loshchilov and Hutter, 2017): {@code epochs} are those of the first and must be given (last 0,
   * growth 2; PyTorch's growth is 1).
   */
  COSINE_RESTARTS,

  /**
   * From {@code rate / 25} up to {@code rate} and down to {@code rate / 250000}, each by half a cosine (Smith and Topin, 2018, with PyTorch's numbers); {@code rising} is the share of epochs that go up (0.3). The momentum
   * stays as it is.
   */
  ONE_CYCLE,

  /**
   * {@code factor} times the rate, but not below {@code last}, whenever the loss has not become better by 0.01 % for {@code epochs} epochs (factor 0.1, epochs 10, last 0). It is the
   * validation loss where there is one.
   */
  PLATEAU
}
