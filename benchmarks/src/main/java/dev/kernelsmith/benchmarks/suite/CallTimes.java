package dev.kernelsmith.benchmarks.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The distribution of the times that calls take, of each window one. */
public final class CallTimes {
  /** Calls of a window whose times are kept; a window ends early where there are more. */
  private static final int MOST = 1 << 21;

  private final List<Double> half = new ArrayList<>();
  private final List<Double> nearlyAll = new ArrayList<>();
  private final boolean steady;

  private CallTimes(boolean steady) {
    this.steady = steady;
  }

  /** Calls something until the speed is steady, then measures each call. */
  public static CallTimes measure(Protocol protocol, Runnable call) {
    MeasuredWindows warmUp = MeasuredWindows.begun(protocol);
    while (!warmUp.counts()) {
      call.run();
      warmUp.add(System.nanoTime(), 1);
    }
    CallTimes times = new CallTimes(warmUp.steady());
    long[] nanos = new long[MOST];
    for (int window = 0; window < protocol.windows(); window++) {
      times.addWindow(nanos, protocol.windowMillis() * 1_000_000L, call);
    }
    return times;
  }

  private void addWindow(long[] nanos, long length, Runnable call) {
    int count = 0;
    long end = System.nanoTime() + length;
    long after = 0;
    while (count == 0 || after < end && count < nanos.length) {
      long before = System.nanoTime();
      call.run();
      after = System.nanoTime();
      nanos[count++] = after - before;
    }
    Arrays.sort(nanos, 0, count);
    half.add(nanos[count / 2] / 1e3);
    nearlyAll.add(nanos[(int) (count * 0.99)] / 1e3);
  }

  /** Microseconds that half of the calls of a window took at most (p50). */
  public List<Double> half() {
    return List.copyOf(half);
  }

  /** Microseconds that 99 % of the calls of a window took at most (p99). */
  public List<Double> nearlyAll() {
    return List.copyOf(nearlyAll);
  }

  /** Whether the speed was steady when the first window began. */
  public boolean steady() {
    return steady;
  }
}
