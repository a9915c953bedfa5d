package dev.kernelsmith.runtime.train;

import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as people write them: {@code loss 0.1234, accuracy 96.1 %}. */
final class MetricText {
  private MetricText() {}

  /** Loss and, where there is one, accuracy, each with a word before its name. */
  static String of(String word, double loss, OptionalDouble accuracy) {
    String text = word + "loss " + ProgressText.decimal(loss);
    return accuracy.isEmpty() ? text : text + ", " + word + "accuracy " + percent(accuracy.getAsDouble());
  }

  /** A share of 1, with one or two digits after the point. */
  static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.2f", 100 * share);
    return (text.endsWith("0") ? text.substring(0, text.length() - 1) : text) + " %";
  }

  /** A number with a noun, in the plural where it is not 1. */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d ", count) + (count == 1 ? noun : noun + "s");
  }

  /** Nanoseconds, in the unit that suits them. */
  static String time(double nanos) {
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.1f us", nanos * 1e-3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.2f ms", nanos * 1e-6)
        : String.format(Locale.ROOT, "%.2f s", nanos * 1e-9);
  }
}
