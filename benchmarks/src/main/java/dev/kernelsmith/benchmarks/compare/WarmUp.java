package dev.kernelsmith.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a training came up to speed.
 *
 * @param startMillis from the start of the JVM to the call of {@code fit}
 * @param warmMillis from there until the speed was 90 % of the final one; empty if it never was for long enough
 * @param finalSpeed samples per second at last
 */
record WarmUp(long startMillis, OptionalInt warmMillis, double finalSpeed) {
  private static final String MARK = "warm-up";

  /** The line by which one process tells it to another. */
  String line() {
    return String.format(Locale.ROOT, "%s %d %d %d", MARK, startMillis, warmMillis.orElse(-1), Math.round(finalSpeed));
  }

  /**
   * Finds the line in a program's output.
   *
   * @throws MeasurementException if there is none
   */
  static WarmUp parse(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words.length == 4 && words[0].equals(MARK)) {
        int warm = Integer.parseInt(words[2]);
        OptionalInt reached = warm < 0 ? OptionalInt.empty() : OptionalInt.of(warm);
        return new WarmUp(Long.parseLong(words[1]), reached, Double.parseDouble(words[3]));
      }
    }
    throw new MeasurementException("the probe printed no result, but: " + String.join(System.lineSeparator(), lines));
  }
}
