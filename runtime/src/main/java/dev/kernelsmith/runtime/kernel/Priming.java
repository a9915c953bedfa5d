package dev.kernelsmith.runtime.kernel;

import java.util.concurrent.TimeUnit;

/**
 * Makes the JIT compile kernels before they are needed: each is called on a tiny range often enough to count as hot, and since all
 * are called in turn, all reach the compiler's queue together.
 */
public final class Priming {
  /** Calls after which HotSpot compiles a method with its optimizing compiler, with a margin. */
  private static final int ROUNDS = 6_000;

  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(400);

  private Priming() {}

  /** Repeats one call of every kernel, for at most 0.4 s. */
  public static void repeat(Runnable kernels) {
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS && System.nanoTime() - start < LIMIT; i++) {
      kernels.run();
    }
  }
}
