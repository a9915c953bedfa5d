package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.LearningRate;
import java.util.List;
import java.util.Locale;

/**
 * A schedule that sees the metric of a watch in place of losses.
 *
 * @param watch what listens to the training
 * @param then the schedule
 */
record WatchedRate(MetricWatch watch, LearningRate then) implements LearningRate {
  @Override
  public double rate(double epoch, long step) {
    return then.rate(epoch, step, List.of());
  }

  @Override
  public double rate(double epoch, long step, List<EpochMetrics> past) {
    List<EpochMetrics> costs = watch.costs(past.size());
    if (costs.size() != past.size()) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "the learning rate follows a watch of %s that has seen %d of the %d epochs of this training: make the watch a listener of its trainer, and one for each training; a training that is resumed needs checkpoints(folder) of the watch, from its first epoch on",
              watch.first().name(), costs.size(), past.size()));
    }
    return then.rate(epoch, step, costs);
  }

  @Override
  public String description() {
    return then.description() + " of " + watch.first().name();
  }

  @Override
  public String toString() {
    return description();
  }
}
