package dev.kernelsmith.runtime.train;

import java.util.Locale;
import java.util.Objects;

/**
 * Ends training when a metric has not improved for a number of epochs. A metric that is NaN or infinite is worse than any number.
 *
 * @param patience epochs without improvement after which training ends, at least 1
 * @param minDelta least change that counts as an improvement, not negative
 * @param metric what is watched
 */
public record EarlyStopping(int patience, double minDelta, Metric metric) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public EarlyStopping {
    Objects.requireNonNull(metric, "metric");
    if (patience < 1) {
      throw new IllegalArgumentException("early stopping needs a patience of at least 1 epoch, not " + patience);
    }
    if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("minDelta must be finite and not negative, but is " + minDelta);
    }
  }

  /** Watches the validation loss; any decrease counts. */
  public static EarlyStopping patience(int epochs) {
    return new EarlyStopping(epochs, 0, Metric.VALIDATION_LOSS);
  }

  /** The same, watching another metric. */
  public EarlyStopping watching(Metric other) {
    return new EarlyStopping(patience, minDelta, other);
  }

  /** The same, with another least improvement. */
  public EarlyStopping withMinDelta(double other) {
    return new EarlyStopping(patience, other, metric);
  }

  /** In words. */
  @Override
  public String toString() {
    String least = minDelta == 0 ? "" : " by at least " + minDelta;
    return "stop after " + MetricText.count(patience, "epoch") + " without better "
        + metric.name().toLowerCase(Locale.ROOT).replace('_', ' ') + least;
  }
}
