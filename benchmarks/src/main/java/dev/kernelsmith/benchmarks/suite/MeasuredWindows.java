package dev.kernelsmith.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;

/** Counts work in windows of time: first until the speed is steady, then those that count. */
public final class MeasuredWindows {
  private final Protocol protocol;
  private final List<Double> rates = new ArrayList<>();
  private long start;
  private long windowStart;
  private long done;
  private double previous;
  private boolean steady;
  private boolean counting;

  /** Windows that begin with {@link #begin}. */
  public MeasuredWindows(Protocol protocol) {
    this.protocol = protocol;
  }

  /** The same, begun. */
  public static MeasuredWindows begun(Protocol protocol) {
    MeasuredWindows windows = new MeasuredWindows(protocol);
    windows.begin(System.nanoTime());
    return windows;
  }

  /**
   * Begins with the warm-up.
   *
   * @param now the time in nanoseconds
   */
  public void begin(long now) {
    start = now;
    windowStart = now;
  }

  /**
   * Counts work that was done up to now.
   *
   * @return false if that was the end of the last window
   */
  public boolean add(long now, long count) {
    done += count;
    long elapsed = now - windowStart;
    if (elapsed < nanos(protocol.windowMillis())) {
      return true;
    }
    double rate = done * 1e9 / elapsed;
    done = 0;
    windowStart = now;
    if (counting) {
      rates.add(rate);
      return rates.size() < protocol.windows();
    }
    boolean warm = now - start >= nanos(protocol.warmMillis());
    steady = warm && Math.abs(rate - previous) * 100 < Protocol.STEADY_PERCENT * previous;
    counting = steady || now - start >= nanos(protocol.warmLimitMillis());
    previous = rate;
    return true;
  }

  private static long nanos(int millis) {
    return millis * 1_000_000L;
  }

  /** Whether the warm-up is over. */
  public boolean counts() {
    return counting;
  }

  /** Whether the speed was steady when the first window that counts began. */
  public boolean steady() {
    return steady;
  }

  /** Work a second in each window that counts. */
  public List<Double> rates() {
    return List.copyOf(rates);
  }
}
