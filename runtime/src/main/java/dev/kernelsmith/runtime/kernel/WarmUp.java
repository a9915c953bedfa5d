package dev.kernelsmith.runtime.kernel;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Makes the JIT compile kernels before they are needed, all at the same time.
 *
 * <p>HotSpot compiles a method with its optimizing compiler after some thousand calls, or some ten thousand turns of its loops. What turns made
 * hot is first compiled for a loop that is already running, which for a register tile takes three times as long as the method by
 * itself, and that is compiled afterwards all the same. So most calls count and do nothing. Some work, since the compiler leaves
 * out what it never saw a method do; they are few and on as little as a kernel can work on, for until a tile is compiled it is some thousand times slower, and
 * each of its vectors is an object.
 *
 * <p>One thread calls, and rests in between: the compiler has the cores to itself, which it would not have among the workers of a training.
 */
public final class WarmUp {
  /** Calls that do nothing for each one that works. */
  private static final int COUNTED = 1_000;

  /** Rounds until HotSpot has asked for the optimizing compiler, which takes 5,000 calls; from then on there is only the waiting for it. */
  private static final int ROUNDS = 6;

  /** How many times as long as it worked the calling thread rests while it waits. */
  private static final int REST = 2;

  /** For how long the compiler's time is added up to tell whether it is busy, at least. */
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(200);

  /** The same as a part of the time so far: where other work takes the cores, single compilations take long. */
  private static final int PART = 8;

  /** The compiler is idle when it works for less than this part of the time. */
  private static final int IDLE = 4;

  /**
   * Its clock tells of a compilation only when that has ended. So where kernels still make objects of their vectors, it must be idle for so many windows.
   */
  private static final int PATIENCE = 3;

  /** Kernels are taken to be compiled when they allocate less than this part of what they did at first. */
  private static final int COMPILED = 4;

  private static final long LIMIT = TimeUnit.SECONDS.toNanos(8);

  private WarmUp() {}

  /**
   * Repeats calls until all kernels are compiled, or for at most 8 s. Does nothing where there is no JIT.
   *
   * @param counted calls of kernels that return at once, in as many parts as they take
   * @param worked calls of each kernel on the least that it can work on
   */
  public static void repeat(List<Runnable> counted, List<Runnable> worked) {
    CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
    if (jit != null) {
      repeat(counted, worked, jit.isCompilationTimeMonitoringSupported() ? jit::getTotalCompilationTime : () -> 0,
          ModuleLayer.boot().findModule("jdk.management").isPresent() ? Allocated::bytes : () -> 0);
    }
  }

  /** Names a type of jdk.management; loaded only where that module is. */
  private static final class Allocated {
    static long bytes() {
      return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
          ? threads.getCurrentThreadAllocatedBytes()
          : 0;
    }
  }

  /**
   * The same.
   *
   * @param compiling how long the JIT has compiled so far, in milliseconds
   * @param allocated bytes that this thread has allocated so far
   */
  static void repeat(List<Runnable> counted, List<Runnable> worked, LongSupplier compiling, LongSupplier allocated) {
    long start = System.nanoTime();
    long windowStart = start;
    long compiled = compiling.getAsLong();
    int idle = 0;
    long most = 0;
    for (int round = 1;; round++) {
      long before = System.nanoTime();
      for (int call = 0; call < COUNTED; call++) {
        counted.forEach(Runnable::run);
      }
      long bytes = allocated.getAsLong();
      worked.forEach(Runnable::run);
      bytes = allocated.getAsLong() - bytes;
      most = Math.max(most, bytes);
      long now = System.nanoTime();
      long window = now - windowStart;
      if (window > Math.max(WINDOW, (now - start) / PART)) {
        long total = compiling.getAsLong();
        idle = TimeUnit.MILLISECONDS.toNanos(total - compiled) < window / IDLE ? idle + 1 : 0;
        boolean done = round >= ROUNDS && idle > 0 && (bytes <= most / COMPILED || idle >= PATIENCE);
        if (done || now - start > LIMIT) {
          return;
        }
        windowStart = now;
        compiled = total;
      }
      if (round >= ROUNDS) {
        LockSupport.parkNanos(REST * (now - before));
      }
    }
  }
}
