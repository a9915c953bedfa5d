package dev.kernelsmith.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How far apart the cores of two threads are: the time in which a cache line goes from the caller to a thread that waits for it, and back. Within one
 * third-level cache that is some tens of nanoseconds, between two of them some hundreds.
 */
final class RoundTrips implements AutoCloseable {
  private static final int GROUPS = 40;
  private static final int TRIPS = 25;
  private static final long QUIT = -1;

  /** Odd while the other thread has to answer; 0 between measurements. */
  private final AtomicLong line = new AtomicLong();

  private final Thread answering = Thread.ofPlatform().daemon().name("round-trips").start(this::answer);

  /** Nanoseconds of a round trip: the median of some groups of trips. */
  double nanos() {
    line.set(1);
    LockSupport.unpark(answering);
    awaitAnswer(1);
    List<Double> groups = new ArrayList<>();
    long number = 3;
    for (int group = 0; group < GROUPS; group++) {
      long start = System.nanoTime();
      for (int trip = 0; trip < TRIPS; trip++) {
        line.set(number);
        awaitAnswer(number);
        number += 2;
      }
      groups.add((System.nanoTime() - start) / (double) TRIPS);
    }
    line.set(0);
    return Medians.of(groups);
  }

  private void awaitAnswer(long number) {
    while (line.get() != number + 1) {
      Thread.onSpinWait();
    }
  }

  private void answer() {
    for (long seen = line.get(); seen != QUIT; seen = line.get()) {
      if (seen == 0) {
        LockSupport.park(this);
      } else if ((seen & 1) == 1) {
        line.compareAndSet(seen, seen + 1);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    line.set(QUIT);
    LockSupport.unpark(answering);
  }
}
