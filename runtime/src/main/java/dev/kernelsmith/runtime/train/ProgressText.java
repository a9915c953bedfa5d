package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.train.TrainingHistory.End;
import java.util.Locale;
import java.util.OptionalDouble;

/** The lines of progress displays. The one that is rewritten fits into 80 columns with usual numbers. */
final class ProgressText {
  private static final int BAR = 10;

  private ProgressText() {}

  /**
   * An epoch that runs.
   *
   * @param samplesPerSecond speed since training began, from which the remaining time follows
   */
  static String running(TrainingState state, double samplesPerSecond) {
    if (state.epochs() == 0) {
      String text = MetricText.of("", state.stepLoss(), state.stepAccuracy());
      return number(state) + "step " + state.stepsDone() + "  " + text + "  " + count(samplesPerSecond) + "/s";
    }
    int filled = (int) Math.min(BAR, BAR * state.samplesDone() / state.samples());
    long remaining =
        (long) (state.epochs() - state.epoch()) * state.samples() + state.samples() - state.samplesDone();
    return String.format(Locale.ROOT, "%s[%s%s] loss %s%s  %s/s  %s left", number(state),
        "#".repeat(filled),
        ".".repeat(BAR - filled),
        decimal(state.loss()),
        percent("  accuracy ", state.accuracy()),
        count(samplesPerSecond),
        duration(remaining / samplesPerSecond));
  }

  /** A finished epoch. */
  static String epoch(TrainingState state, EpochMetrics metrics) {
    StringBuilder line = new StringBuilder(number(state));
    line.append(" loss ").append(decimal(metrics.loss())).append(percent("  accuracy ", metrics.accuracy()));
    if (metrics.validationLoss().isPresent()) {
      line.append("  validation ").append(decimal(metrics.validationLoss().getAsDouble()));
      line.append(percent(" / ", metrics.validationAccuracy()));
    }
    return line.append("  ").append(count(metrics.samplesPerSecond())).append("/s").toString();
  }

  /** Why training ended, where that is not what was to be expected; else empty. */
  static String end(TrainingHistory history) {
    End end = history.end();
    if (end == End.EARLY_STOPPING) {
      return end.text + (history.bestEpoch() == 0
          ? ": what is watched was not a finite number in any epoch"
          : ": no improvement since epoch " + history.bestEpoch());
    }
    return end == End.COMPLETED || end == End.END_OF_DATA ? ""
        : end.text + " after " + history.epochs().size() + " finished epochs";
  }

  /** The epoch, if there are any, and a space. */
  private static String number(TrainingState state) {
    if (state.epochs() == 0) {
      return state.samples() == 0 ? "" : "epoch " + state.epoch() + " ";
    }
    String epochs = Integer.toString(state.epochs());
    return String.format(Locale.ROOT, "epoch %" + epochs.length() + "d/%s ", state.epoch(), epochs);
  }

  /** A loss or a rate. */
  static String decimal(double value) {
    return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 1e-3 ? "%.2e" : "%.4f", value);
  }

  private static String percent(String label, OptionalDouble share) {
    return share.isEmpty() ? "" : label + String.format(Locale.ROOT, "%.2f%%", 100 * share.getAsDouble());
  }

  /** Samples per second. */
  static String count(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  private static String duration(double seconds) {
    if (!(seconds < 1e9)) {
      return "?";
    }
    long whole = (long) Math.ceil(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
