package dev.kernelsmith.runtime.train;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of threads, the caller among them, that shares out the items of one job after another. {@link #run} returns when all
 * items are done; what the workers wrote is then visible to the caller. Nothing is allocated per job.
 *
 * <p>Items are claimed one by one from a counter, so that a worker whom the operating system has taken off its core holds up the
 * others only by the item it has in hand. Who waits spins for some microseconds, since in training the next job is near, then
 * yields, then parks.
 */
final class WorkerTeam implements AutoCloseable {
  /** Items of a job. */
  interface Job {
    /**
     * Does one item.
     *
     * @param item its number, from 0
     * @param worker number of the thread, from 0 (the caller) to {@code threads - 1}; at any moment one item has it
     */
    void run(int item, int worker);
  }

  private static final long SPIN_NANOS = 60_000;
  private static final long YIELD_NANOS = 40_000;
  private static final int SPINS_PER_LOOK = 32;

  /** Distance between the shared numbers below: two cache lines, since processors fetch lines in pairs. */
  private static final int STRIDE = 32;

  private static final int LEFT = STRIDE;
  private static final int UNDONE = 2 * STRIDE;
  private static final int CALLER_PARKED = 3 * STRIDE;
  private static final int FIRST_PARKED = 4 * STRIDE;

  private final AtomicIntegerArray shared;
  private final Thread[] threads;
  private final long spinNanos;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;

  // Written by the caller while no item is left or undone; read by a worker only after it has claimed an item.
  private @Nullable Job job;
  private int items;
  private Thread caller = Thread.currentThread();

  /**
   * Starts the threads.
   *
   * @param name part of the threads' names
   * @param count number of threads, the caller included; at least 1
   */
  WorkerTeam(String name, int count) {
    shared = new AtomicIntegerArray((4 + count) * STRIDE);
    spinNanos = count <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
    threads = new Thread[count - 1];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] =
          Thread.ofPlatform().daemon().name("kernelsmith-" + name + "-" + worker).unstarted(() -> serve(worker));
    }
    for (Thread thread : threads) {
      thread.start();
    }
  }

  /** Number of threads, the caller included. */
  int size() {
    return threads.length + 1;
  }

  /**
   * Does all items of a job. To be called by one thread at a time.
   *
   * @throws RuntimeException or Error: the first that an item threw; the items not yet begun by then are skipped
   */
  void run(Job newJob, int count) {
    if (count <= 0) {
      return;
    }
    job = newJob;
    items = count;
    caller = Thread.currentThread();
    shared.set(UNDONE, count);
    shared.set(LEFT, count); // publishes all of the above
    if (count > 1) {
      wakeWorkers(count - 1);
    }
    while (workOn(0)) {}
    awaitUndone();
    job = null;
    rethrowFailure();
  }

  private void wakeWorkers(int wanted) {
    for (int i = 0; i < threads.length && i < wanted; i++) {
      if (shared.get(FIRST_PARKED + i * STRIDE) != 0) {
        LockSupport.unpark(threads[i]);
      }
    }
  }

  /** Claims and does one item; false if none was left. */
  private boolean workOn(int worker) {
    int left;
    do {
      left = shared.get(LEFT);
      if (left == 0) {
        return false;
      }
    } while (!shared.compareAndSet(LEFT, left, left - 1));
    Job current = job;
    int item = items - left;
    try {
      if (failure.get() == null && current != null) {
        current.run(item, worker);
      }
    } catch (Throwable thrown) {
      failure.compareAndSet(null, thrown);
    }
    Thread waiting = caller; // after the last decrement the caller may be gone
    if (shared.decrementAndGet(UNDONE) == 0 && shared.get(CALLER_PARKED) != 0) {
      LockSupport.unpark(waiting);
    }
    return true;
  }

  private void rethrowFailure() {
    Throwable thrown = failure.getAndSet(null);
    switch (thrown) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException("a worker threw a checked exception", thrown);
    }
  }

  private void awaitUndone() {
    if (shared.get(UNDONE) == 0 || spin(UNDONE, false)) {
      return;
    }
    boolean interrupted = false;
    shared.set(CALLER_PARKED, 1);
    while (shared.get(UNDONE) != 0) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // else the next park would return at once
    }
    shared.set(CALLER_PARKED, 0);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(int worker) {
    int parked = FIRST_PARKED + (worker - 1) * STRIDE;
    while (!closed) {
      while (workOn(worker)) {}
      if (spin(LEFT, true)) {
        continue;
      }
      shared.set(parked, 1);
      while (shared.get(LEFT) == 0 && !closed) {
        LockSupport.park(this);
        Thread.interrupted(); // nobody has a reason to interrupt a worker; parking must go on
      }
      shared.set(parked, 0);
    }
  }

  /** Waits actively for a shared number to become non-zero (or zero); false if that took too long. */
  @SuppressWarnings("ThreadPriorityCheck") // to yield is a courtesy; nothing depends on it
  private boolean spin(int index, boolean nonZero) {
    long start = System.nanoTime();
    long waited;
    do {
      for (int i = 0; i < SPINS_PER_LOOK; i++) {
        if (shared.get(index) != 0 == nonZero || closed) {
          return true;
        }
        Thread.onSpinWait();
      }
      waited = System.nanoTime() - start;
      if (waited >= spinNanos) {
        Thread.yield();
      }
    } while (waited < spinNanos + YIELD_NANOS);
    return false;
  }

  /** Ends the threads. No job may be running. */
  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}
