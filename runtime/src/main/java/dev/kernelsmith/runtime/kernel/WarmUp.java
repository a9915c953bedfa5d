package dev.kernelsmith.runtime.kernel;

import java.util.concurrent.TimeUnit;

/**
 * Makes the JIT compile kernels before they are needed: each is called on a tiny range often enough to count as hot, and since all
 * are called in turn, all reach the compiler's queue together. One thread calls while the compiler has the other cores to itself,
 * which it would not have among the workers of a training; so the calls go on as long as compiled kernels keep arriving.
 */
public final class WarmUp {
  /** Calls after which HotSpot compiles a method with its optimizing compiler, with a margin. */
  private static final int ROUNDS = 6_000;

  /** How long a round must not have become faster for the compiler to be done. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);

  private static final long LIMIT = TimeUnit.SECONDS.toNanos(4);

  /** A compiled kernel makes a round faster by more than this factor; noise does not. */
  private static final double FASTER = 0.97;

  private WarmUp() {}

  /**
   * Repeats one call of every kernel, until all are compiled or for at most 4 s.
   *
   * @param kernels all kernels of a network, in as many parts as they take
   */
  public static void repeat(Runnable... kernels) {
    long start = System.nanoTime();
    long improved = start;
    double fastest = Double.POSITIVE_INFINITY;
    long before = start;
    for (int round = 0; round < ROUNDS || before - improved < PATIENCE; round++) {
      for (Runnable part : kernels) {
        part.run();
      }
      long now = System.nanoTime();
      if (now - before < fastest * FASTER) {
        fastest = now - before;
        improved = now;
      }
      before = now;
      if (now - start > LIMIT) {
        return;
      }
    }
  }
}
