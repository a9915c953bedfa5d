package dev.kernelsmith.samples.cli;

import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;

/** Measures how long a training takes, and how many samples it learns from in that time. */
final class TrainingClock implements TrainingListener {
  private final long start = System.nanoTime();
  private long samples;
  private double seconds;

  @Override
  public void onEpoch(TrainingState state, EpochMetrics metrics) {
    samples += state.samples();
  }

  @Override
  public void onEnd(TrainingState state, TrainingHistory history) {
    seconds = (System.nanoTime() - start) * 1e-9;
  }

  /** The measurements in one line. */
  String summary() {
    if (samples == 0) {
      return "trained: nothing, for all epochs that were asked for are done: ask for more with --epochs";
    }
    return Texts.format("trained: %.1f s, %,.0f samples/s", seconds, samples / seconds);
  }
}
