package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;

/**
 * How the blocks of a prediction are shared out among threads, by the work that is planned for them: a thread that waits takes some
 * microseconds to begin, so what takes no longer is left to the calling thread.
 *
 * @param threads threads that take part, the calling one included
 * @param blocks how many blocks a thread takes at a time
 */
public record BlockShares(int threads, int blocks) {
  /** Work that is worth a thread, in operations: some 30 microseconds of vector code. */
  private static final long THREAD = 2_000_000;

  /** Work that is taken at a time, if a thread has more than that. */
  private static final long ITEM = THREAD / 2;

  /** What to hand a value in or out is worth, in operations of layers, which run on vectors. */
  private static final long VALUE = 16;

  /** What belongs to a sample besides, such as an array for its result. */
  private static final long SAMPLE = 1_000;

  /** The work of a sample, in operations of layers. */
  public static long work(NetworkSpec spec) {
    long flops = 0;
    for (LayerSpec layer : spec.layers()) {
      flops += layer.flops();
    }
    return SAMPLE + VALUE * (TensorSpec.sum(spec.inputs()) + TensorSpec.sum(spec.outputs())) + flops;
  }

  /**
   * The shares of a prediction.
   *
   * @param work of a sample
   * @param samples how many there are
   * @param lanes samples of a block
   * @param most most threads that may take part
   */
  public static BlockShares of(long work, int samples, int lanes, int most) {
    long worth = Math.max(1, (long) ((double) work * samples / THREAD));
    int threads = (int) Math.min(Math.min(most, worth), Math.ceilDiv(samples, lanes));
    return new BlockShares(threads, (int) Math.max(1, ITEM / (work * lanes)));
  }

  /** In words: {@code 2 threads, 1 block at a time}. */
  @Override
  public String toString() {
    return threads + (threads == 1 ? " thread, " : " threads, ") + blocks + (blocks == 1 ? " block" : " blocks")
        + " at a time";
  }
}
