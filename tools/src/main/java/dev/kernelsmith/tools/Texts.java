package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers and shapes are written; the same in every locale. */
final class Texts {
  private Texts() {}

  /** As {@code 28x28x1}. */
  static String shape(List<Integer> extents) {
    return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** With commas between groups of three digits. */
  static String grouped(long number) {
    return format("%,d", number);
  }

  /** Three digits and a prefix of the metric system, as {@code 1.23 M}; without a prefix a number and a blank. */
  static String large(long number) {
    String[] prefixes = {"", "k", "M", "G", "T", "P"};
    double value = number;
    int at = 0;
    while (value >= 999.5 && at < prefixes.length - 1) {
      value /= 1000;
      at++;
    }
    String digits =
        at == 0 ? Long.toString(number) : format(value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
    return digits + " " + prefixes[at];
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /**
   * Columns as wide as their widest cell.
   *
   * @param words how many columns, from the left, are of words; those of numbers end at the right
   */
  static List<String> table(List<List<String>> rows, int words) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        String space = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : "  ").append(column < words ? cell + space : space + cell);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Number of trained parameters, without padding. */
  static long parameters(NetworkSpec network) {
    return network.parameters().stream().mapToLong(ParameterSpec::length).sum();
  }

  /** As {@code accuracy 98.50 % (9,850 of 10,000), loss 0.0471}. */
  static String evaluation(Evaluation evaluation) {
    String loss = format("loss %.4f", evaluation.loss());
    if (evaluation.unanswered() > 0) {
      loss += format(", %,d without an answer (NaN or infinite)", evaluation.unanswered());
    }
    if (evaluation.accuracy().isEmpty()) {
      return loss;
    }
    double accuracy = evaluation.accuracy().getAsDouble();
    int samples = evaluation.samples();
    return format("accuracy %.2f %% (%,d of %,d), %s", 100 * accuracy, Math.round(accuracy * samples), samples, loss);
  }
}
