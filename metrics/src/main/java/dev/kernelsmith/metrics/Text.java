package dev.kernelsmith.metrics;

import java.util.List;
import java.util.Locale;

/** Figures as people read them. */
final class Text {
  private Text() {}

  /** Rows of cells as lines, each with its end: the first column to the left, the others to the right. */
  static String table(List<String[]> rows) {
    StringBuilder text = new StringBuilder();
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(row[0]).repeat(' ', widths[0] - row[0].length());
      for (int i = 1; i < widths.length; i++) {
        line.repeat(' ', 2 + widths[i] - row[i].length()).append(row[i]);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Four digits behind the point; as a power of ten where that would show few of them. Empty for NaN: not defined. */
  static String decimal(double value) {
    boolean small = value != 0 && Math.abs(value) < 1e-3;
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, small ? "%.2e" : "%.4f", value);
  }

  /** A number with a noun. */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d ", count) + (count == 1 ? noun : noun + "s");
  }
}
