package dev.kernelsmith.runtime.train;

import org.jspecify.annotations.Nullable;

/**
 * The best epoch so far by one metric, with a copy of its parameters if that is wanted. A metric that is NaN or infinite measures
 * nothing, and is never the best, whichever direction is better.
 */
final class BestTracker {
  private final Metric metric;
  private final double minDelta;
  private final boolean keeps;
  private int since;
  private int epoch;
  private double value = Double.NaN;
  private float @Nullable [] parameters;

  /**
   * A tracker that has seen nothing.
   *
   * @param since finished epochs before the first that it looks at
   */
  BestTracker(Metric metric, double minDelta, boolean keeps, int since) {
    this.metric = metric;
    this.minDelta = minDelta;
    this.keeps = keeps;
    this.since = since;
  }

  /** Takes up the state of a checkpoint. */
  void restore(int watchedSince, int bestEpoch, double bestValue, float @Nullable [] bestParameters) {
    since = watchedSince;
    epoch = bestEpoch;
    value = bestValue;
    parameters = bestParameters;
  }

  /** Takes up what another has seen; false, and nothing changes, where it watched something else or has no parameters to keep. */
  boolean restore(BestTracker other) {
    boolean fits = metric == other.metric && (!keeps || other.epoch == 0 || other.parameters != null);
    if (fits) {
      restore(other.since, other.epoch, other.value, keeps ? other.parameters : null);
    }
    return fits;
  }

  /** Looks at a finished epoch. */
  void offer(EpochMetrics metrics, float[] current) {
    double candidate = metric.of(metrics).orElse(Double.NaN);
    if (!isBetter(candidate)) {
      return;
    }
    epoch = metrics.epoch();
    value = candidate;
    if (keeps) {
      float[] copy = parameters;
      if (copy == null) {
        parameters = current.clone();
      } else {
        System.arraycopy(current, 0, copy, 0, copy.length);
      }
    }
  }

  private boolean isBetter(double candidate) {
    if (!Double.isFinite(candidate)) {
      return false;
    }
    double gain = metric.higherIsBetter() ? candidate - value : value - candidate;
    return !Double.isFinite(value) || (minDelta == 0 ? gain > 0 : gain >= minDelta);
  }

  Metric metric() {
    return metric;
  }

  /** Finished epochs before the first that it looked at. */
  int since() {
    return since;
  }

  /** Epochs without an improvement, of so many that are finished. */
  int waited(int finishedEpochs) {
    return finishedEpochs - Math.max(epoch, since);
  }

  /** Number of the best epoch, from 1; 0 where there is none. */
  int epoch() {
    return epoch;
  }

  /** The metric in that epoch; NaN where there is none. */
  double value() {
    return value;
  }

  /** Parameters of that epoch; null where they are not kept or there was none. */
  float @Nullable [] parameters() {
    return parameters;
  }
}
