package dev.kernelsmith.runtime.train;

import java.util.List;

/**
 * What became of a training.
 *
 * @param epochs what was measured in each finished epoch, those of earlier fits and before a resume included
 * @param bestEpoch number of the epoch with the best watched metric, from 1; 0 where no epoch was finished, or none had a finite one
 * @param end why training ended
 */
public record TrainingHistory(List<EpochMetrics> epochs, int bestEpoch, End end) {
  /** Reasons for the end of a training. */
  public enum End {
    /** All epochs are done. */
    COMPLETED("completed"),
    /** The watched metric did not improve any more. */
    EARLY_STOPPING("stopped early"),
    /** A stream had no more batches. */
    END_OF_DATA("all batches learned from"),
    /** A listener asked for it. */
    REQUESTED("stopped on request"),
    /** The training thread was interrupted. */
    INTERRUPTED("interrupted");

    /** What became of the training. */
    final String text;

    End(String text) {
      this.text = text;
    }
  }

  /** Copies the list. */
  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * What was measured in the last finished epoch.
   *
   * @throws IllegalStateException if no epoch was finished
   */
  public EpochMetrics last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("training ended (" + end + ") before an epoch was finished");
    }
    return epochs.getLast();
  }

  /** In words, with the best epoch and the last. */
  @Override
  public String toString() {
    String text = MetricText.count(epochs.size(), "epoch") + ", " + end.text;
    if (epochs.isEmpty()) {
      return text;
    }
    String best = bestEpoch == 0 ? "; no epoch was the best" : "; best was epoch " + bestEpoch;
    return text + best + "; last was " + last();
  }
}
