package dev.kernelsmith.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How a speed grew: work in short slices of time, each of which ends with a step. */
final class SpeedCurve {
  static final int SLICE_MILLIS = 100;
  private static final double NEARLY = 0.9;

  private final List<Slice> slices = new ArrayList<>();
  private long sliceStart;
  private long done;

  /**
   * Ends of slices.
   *
   * @param end nanoseconds since the beginning
   * @param rate work a second in it
   */
  private record Slice(long end, double rate) {}

  /**
   * Counts work.
   *
   * @param nanos time since the beginning
   */
  void add(long nanos, long count) {
    done += count;
    long elapsed = nanos - sliceStart;
    if (elapsed >= SLICE_MILLIS * 1_000_000L) {
      slices.add(new Slice(nanos, done * 1e9 / elapsed));
      sliceStart = nanos;
      done = 0;
    }
  }

  /** Seconds until the end of the first of two slices in a row with 90 % of a speed; empty if there are none. */
  OptionalDouble secondsTo(double finalSpeed) {
    for (int i = 0; i + 1 < slices.size(); i++) {
      if (slices.get(i).rate() >= NEARLY * finalSpeed && slices.get(i + 1).rate() >= NEARLY * finalSpeed) {
        return OptionalDouble.of(slices.get(i).end() / 1e9);
      }
    }
    return OptionalDouble.empty();
  }
}
