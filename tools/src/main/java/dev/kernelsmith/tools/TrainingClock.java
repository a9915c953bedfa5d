package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.TrainingHistory;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.Locale;

/** Measures how long a training takes, how many samples it learns from in that time, and how far it comes. */
final class TrainingClock implements TrainingListener {
  private final long start = System.nanoTime();
  private long samples;
  private double seconds;
  private int epochs;
  private boolean begun = true;
  private String end = "";

  @Override
  public void onEpoch(TrainingState state, EpochMetrics metrics) {
    samples += state.samples();
    epochs++;
  }

  @Override
  public void onEnd(TrainingState state, TrainingHistory history) {
    seconds = (System.nanoTime() - start) * 1e-9;
    if (history.end() == TrainingHistory.End.INTERRUPTED) {
      begun = state.epoch() != 0;
      end =
          !begun
              ? "interrupted: before the first step"
              : String.format(Locale.ROOT, "interrupted: in epoch %d of %d, after step %d of %d", state.epoch(),
                  state.epochs(), state.step(), state.steps());
    }
  }

  /** Epochs that were finished. */
  int epochs() {
    return epochs;
  }

  /** False after an interruption before the first step. */
  boolean begun() {
    return begun;
  }

  /** The measurements in one line; of a training that was interrupted, where that was. */
  String summary() {
    if (!end.isEmpty()) {
      return end;
    }
    if (samples == 0) {
      return "trained: nothing, for all epochs that were asked for are done: ask for more with --epochs";
    }
    return Texts.format("trained: %.1f s, %,.0f samples/s", seconds, samples / seconds);
  }
}
