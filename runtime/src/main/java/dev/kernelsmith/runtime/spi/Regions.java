package dev.kernelsmith.runtime.spi;

/**
 * Float arrays that kernels read and write again and again: how long they must be to start at a cache line. That holds for working memory,
 * parameters, gradients and optimizer slots.
 *
 * <p>Java promises no more than 8 bytes, and the collector moves arrays. But the G1 collector places an array of more than half a
 * region at the start of a region and never moves it, and generated code starts its buffers and the first parameter 64 bytes after that. So an array that is
 * long enough to matter, but shorter than half a region, is made that long. A region is the heap divided by 2048, rounded up to a power
 * of two, at least 1 MiB: 512 KiB are enough with heaps up to 2 GiB, 2 MiB with 8 GiB. Under other collectors the length does no harm.
 *
 * <p>A vector load that crosses a line costs up to 20 % of a training step where loads bind. That is not worth memory where a
 * block is small: its step is as short as what the trainer does besides, copying samples and waiting for threads.
 */
public final class Regions {
  /** Floats below which an array has the length that is needed: 64 KiB. */
  static final int SMALL = 1 << 14;

  private static final long COUNT = 2048;
  private static final long LEAST_REGION = 1L << 20;

  /** Regions above which half of one is too much to give away. */
  private static final long MOST_REGION = 8L << 20;

  private Regions() {}

  /** A new array of which {@code needed} floats are used: {@link #floats} long. */
  public static float[] array(int needed) {
    return new float[floats(needed)];
  }

  /** The same with the first {@code needed} floats of another array. */
  public static float[] copy(float[] from, int needed) {
    float[] copy = array(needed);
    System.arraycopy(from, 0, copy, 0, needed);
    return copy;
  }

  /** The length for an array of which {@code needed} floats are used, in this JVM. */
  public static int floats(int needed) {
    return floats(needed, Runtime.getRuntime().maxMemory());
  }

  /**
   * The length for an array of which {@code needed} floats are used.
   *
   * @param heap largest size of the heap, in bytes
   */
  static int floats(int needed, long heap) {
    long region = LEAST_REGION;
    while (region < MOST_REGION && region * COUNT < heap) {
      region *= 2;
    }
    boolean affordable = region * COUNT >= heap;
    return needed < SMALL || !affordable ? needed : (int) Math.max(needed, region / 2 / Float.BYTES);
  }
}
