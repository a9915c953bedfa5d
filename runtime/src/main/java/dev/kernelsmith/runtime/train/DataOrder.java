package dev.kernelsmith.runtime.train;

/** The order in which an epoch takes its samples. It depends on the seed and the epoch's number only. */
final class DataOrder {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final int[] order;
  private final long seed;
  private final boolean shuffle;

  DataOrder(int size, long seed, boolean shuffle) {
    order = new int[size];
    this.seed = seed;
    this.shuffle = shuffle;
  }

  /**
   * Sample indices in the order of an epoch. The array is the same for every epoch, with new content.
   *
   * @param epoch the epoch's number, from 1
   */
  int[] of(int epoch) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (shuffle) {
      shuffle(mix(seed) + epoch);
    }
    return order;
  }

  /** Fisher and Yates, on numbers of SplitMix64 (Steele, Lea and Flood, 2014). */
  private void shuffle(long start) {
    long state = mix(start);
    for (int i = order.length - 1; i > 0; i--) {
      state += GOLDEN_RATIO;
      int j = (int) Math.unsignedMultiplyHigh(mix(state), i + 1L); // uniform in 0..i, as near as 64 bits allow
      int sample = order[i];
      order[i] = order[j];
      order[j] = sample;
    }
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
