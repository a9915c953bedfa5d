package dev.kernelsmith.runtime.train;

import org.jspecify.annotations.Nullable;

/** The best epoch so far by one metric, with a copy of its parameters if that is wanted. */
final class BestTracker {
  private final Metric metric;
  private final double minDelta;
  private final boolean keeps;
  private int epoch;
  private double value = Double.NaN;
  private float @Nullable [] parameters;

  BestTracker(Metric metric, double minDelta, boolean keeps) {
    this.metric = metric;
    this.minDelta = minDelta;
    this.keeps = keeps;
  }

  /** Takes up the state of a checkpoint. */
  void restore(int bestEpoch, double bestValue, float @Nullable [] bestParameters) {
    epoch = bestEpoch;
    value = bestValue;
    parameters = bestParameters;
  }

  /** Looks at a finished epoch. */
  void offer(EpochMetrics metrics, float[] current) {
    double candidate = metric.of(metrics).orElseThrow();
    double gain = metric.higherIsBetter() ? candidate - value : value - candidate;
    boolean better = Double.isNaN(value) || (minDelta == 0 ? gain > 0 : gain >= minDelta);
    if (!better) {
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

  Metric metric() {
    return metric;
  }

  /** Number of the best epoch, from 1; 0 before the first. */
  int epoch() {
    return epoch;
  }

  /** The metric in that epoch; NaN before the first. */
  double value() {
    return value;
  }

  /** Parameters of that epoch; null where they are not kept or there was none. */
  float @Nullable [] parameters() {
    return parameters;
  }
}
