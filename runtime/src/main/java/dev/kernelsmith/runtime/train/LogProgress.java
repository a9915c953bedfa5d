package dev.kernelsmith.runtime.train;

import java.io.PrintStream;

/** A plain line for each finished epoch. */
final class LogProgress implements Progress {
  private final PrintStream out;

  LogProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public String toString() {
    return "progress, a line for each epoch";
  }

  @Override
  public void onEpoch(TrainingState state, EpochMetrics metrics) {
    out.println(ProgressText.epoch(state, metrics));
  }

  @Override
  public void onEnd(TrainingState state, TrainingHistory history) {
    String line = ProgressText.end(history);
    if (!line.isEmpty()) {
      out.println(line);
    }
  }
}
