package dev.kernelsmith.runtime.team;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A set of threads, the caller among them, that does one job after another. Nothing is allocated per job.
 *
 * <p>Items are claimed one by one from a counter, so that a worker whom the operating system has taken off its core holds up the
 * others only by the item it has in hand. Who waits spins for some microseconds, since in training the next job is near, then
 * yields, then parks.
 */
public final class WorkerTeam implements Workers, AutoCloseable {
  private static final long SPIN_NANOS = 60_000;
  private static final long YIELD_NANOS = 40_000;
  private static final int SPINS_PER_LOOK = 32;

  /** Distance between the shared numbers below: two cache lines, since processors fetch lines in pairs. */
  private static final int STRIDE = 16;

  /** The items that nobody has claimed yet and, in the upper half, how many threads may claim them. */
  private static final int LEFT = STRIDE;

  private static final int UNDONE = 2 * STRIDE;
  private static final int CALLER_PARKED = 3 * STRIDE;
  private static final int LENGTH = 4 * STRIDE;

  private final AtomicLongArray shared = new AtomicLongArray(LENGTH);
  private final BooleanSupplier done = () -> shared.get(UNDONE) == 0;
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
  private final String name;
  private final boolean lasting;
  private volatile boolean closed;
  private volatile long spinNanos;

  // Written by the caller while no item is left or undone; read by a worker only after it has claimed an item.
  private Worker[] workers = {};
  private @Nullable Job job;
  private int items;
  private @Nullable Thread caller;

  /** What an item threw. */
  private record Failure(int item, Throwable thrown) {}

  /**
   * Starts the threads.
   *
   * @param name part of the threads' names
   * @param count number of threads, the caller included; at least 1
   */
  public WorkerTeam(String name, int count) {
    this.name = name;
    lasting = false;
    grow(count);
  }

  /** A team that outlives who starts its threads, of which it has none yet. */
  WorkerTeam(String name) {
    this.name = name;
    lasting = true;
  }

  /** Sees to it that there are so many threads. */
  private void grow(int count) {
    spinNanos = count <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
    while (workers.length < count - 1) {
      Worker worker = new Worker(workers.length + 1);
      worker.thread.start();
      workers = Arrays.copyOf(workers, workers.length + 1);
      workers[workers.length - 1] = worker;
    }
  }

  @Override
  public int size() {
    return workers.length + 1;
  }

  /** {@inheritDoc} To be called by one thread at a time. */
  @Override
  public void run(Job job, int count) {
    run(job, count, size());
  }

  /**
   * The same by some of the threads; those that are missing are started.
   *
   * @param threads most threads that take part, the caller included
   */
  void run(Job newJob, int count, int threads) {
    if (count <= 0) {
      return;
    }
    if (threads > size()) {
      grow(threads);
    }
    job = newJob;
    items = count;
    caller = Thread.currentThread();
    shared.set(UNDONE, count);
    shared.set(LEFT, (long) threads << Integer.SIZE | count); // publishes all of the above
    for (int i = 0; i < threads - 1 && i < count - 1; i++) {
      workers[i].wake();
    }
    while (workOn(0)) {}
    awaitUndone();
    job = null;
    caller = null;
    rethrowFailure();
  }

  /** Whether there is an item that a worker may claim. */
  private boolean hasItem(int worker) {
    return isFor(shared.get(LEFT), worker);
  }

  private static boolean isFor(long left, int worker) {
    return (int) left != 0 && worker < left >>> Integer.SIZE;
  }

  /** Claims and does one item; false if none was left. */
  private boolean workOn(int worker) {
    long left;
    do {
      left = shared.get(LEFT);
      if (!isFor(left, worker)) {
        return false;
      }
    } while (!shared.compareAndSet(LEFT, left, left - 1));
    Job current = job;
    int item = items - (int) left;
    Failure known = failure.get();
    try {
      if (current != null && (known == null || known.item > item)) {
        current.run(item, worker);
      }
    } catch (Throwable thrown) {
      failed(new Failure(item, thrown));
    }
    Thread waiting = caller; // after the last decrement the caller may be gone
    if (shared.decrementAndGet(UNDONE) == 0 && shared.get(CALLER_PARKED) != 0) {
      LockSupport.unpark(waiting);
    }
    return true;
  }

  /** Keeps the failure of the item with the least number, which is the same for any number of threads. */
  private void failed(Failure next) {
    failure.accumulateAndGet(next, (known, other) -> known == null || other.item < known.item ? other : known);
  }

  private void rethrowFailure() {
    Failure first = failure.getAndSet(null);
    switch (first == null ? null : first.thrown) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable thrown -> throw new IllegalStateException("a worker threw a checked exception", thrown);
    }
  }

  private void awaitUndone() {
    if (spin(done)) {
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

  /** Waits actively for something; false if that took too long. */
  @SuppressWarnings("ThreadPriorityCheck") // to yield is a courtesy; nothing depends on it
  private boolean spin(BooleanSupplier awaited) {
    if (awaited.getAsBoolean()) {
      return true;
    }
    long start = System.nanoTime();
    long waited;
    do {
      for (int i = 0; i < SPINS_PER_LOOK; i++) {
        if (awaited.getAsBoolean()) {
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
    for (Worker worker : workers) {
      LockSupport.unpark(worker.thread);
    }
  }

  /** Whose threads, and how many. */
  @Override
  public String toString() {
    return "threads for " + name + ": " + size() + " with the caller";
  }

  /** One of the threads that are not the caller. */
  private final class Worker implements Runnable {
    private final int number;
    private final Thread thread;
    private final BooleanSupplier called;
    private volatile boolean parked;

    Worker(int number) {
      this.number = number;
      called = () -> hasItem(number) || closed;
      thread =
          Thread.ofPlatform()
              .daemon()
              .inheritInheritableThreadLocals(false)
              .name("kernelsmith-" + name + "-" + number)
              .unstarted(this);
      if (lasting) {
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader()); // that of the caller may be unloaded one day
      }
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      while (!closed) {
        while (workOn(number)) {}
        if (spin(called)) {
          continue;
        }
        parked = true;
        while (!called.getAsBoolean()) {
          LockSupport.park(this);
          Thread.interrupted(); // nobody has a reason to interrupt a worker; parking must go on
        }
        parked = false;
      }
    }
  }
}
