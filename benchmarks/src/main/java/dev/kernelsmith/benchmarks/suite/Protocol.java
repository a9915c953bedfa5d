package dev.kernelsmith.benchmarks.suite;

import java.util.Locale;

/**
 * How long is measured. A measurement first warms up: at least {@code warmMillis}, then until two windows in a row differ by less than {@value
 * #STEADY_PERCENT} %, but no longer than {@code warmLimitMillis}. Then come the windows whose median counts.
 *
 * @param warmMillis the least warm-up
 * @param warmLimitMillis the longest warm-up; what is not steady then is marked
 * @param windowMillis length of a window; it ends with the step or call in hand
 * @param windows windows that count
 * @param starts JVMs that are started to measure the start, after one that does not count
 * @param kernelMillis time for the kernels of a program, after the warm-up
 */
public record Protocol(int warmMillis, int warmLimitMillis, int windowMillis, int windows, int starts,
    int kernelMillis) {
  /** Windows that differ by less are steady. */
  public static final int STEADY_PERCENT = 3;

  /** For figures to rely on. */
  public static Protocol full() {
    return new Protocol(3000, 30_000, 1000, 7, 5, 5000);
  }

  /** For a first look: about three minutes for all workloads. */
  public static Protocol quick() {
    return new Protocol(300, 1500, 200, 3, 2, 500);
  }

  /** In words, for who reads the figures. */
  public String words() {
    return String.format(Locale.ROOT,
        "warm-up of %s to %s s, until two windows differ by less than %d %%, then the median of %d windows of %s s",
        seconds(warmMillis), seconds(warmLimitMillis), STEADY_PERCENT, windows, seconds(windowMillis));
  }

  private static String seconds(int millis) {
    return Numbers.plain(millis / 1000.0);
  }
}
