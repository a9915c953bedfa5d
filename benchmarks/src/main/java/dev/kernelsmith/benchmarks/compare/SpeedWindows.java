package dev.kernelsmith.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Counts samples in windows of time, and finds the one from which on the speed is nearly the final one. */
final class SpeedWindows {
  private static final double NEARLY = 0.9;

  private final long windowNanos;
  private final long[] samples;

  /**
   * Empty windows.
   *
   * @param windowMillis length of a window
   * @param count number of windows; what comes later is not counted
   */
  SpeedWindows(int windowMillis, int count) {
    windowNanos = windowMillis * 1_000_000L;
    samples = new long[count];
  }

  /**
   * Counts samples.
   *
   * @param nanos time since the start
   * @return false after the last window
   */
  boolean add(long nanos, int count) {
    int window = (int) Math.min(nanos / windowNanos, samples.length);
    if (window == samples.length) {
      return false;
    }
    samples[window] += count;
    return true;
  }

  /** The final speed, in samples per second: the median over the last third of the windows. */
  double finalSpeed() {
    List<Double> last = new ArrayList<>();
    for (int i = samples.length - Math.max(1, samples.length / 3); i < samples.length; i++) {
      last.add(samples[i] * 1e9 / windowNanos);
    }
    return Medians.of(last);
  }

  /** Milliseconds until the end of the first of two windows in a row with 90 % of the final speed; empty if there are none. */
  OptionalInt warmAfterMillis() {
    double enough = NEARLY * finalSpeed() * windowNanos / 1e9;
    for (int i = 0; enough > 0 && i + 1 < samples.length; i++) {
      if (samples[i] >= enough && samples[i + 1] >= enough) {
        return OptionalInt.of((int) ((i + 1) * windowNanos / 1_000_000));
      }
    }
    return OptionalInt.empty();
  }
}
