package dev.kernelsmith.data.pipeline;

/** The order in which an epoch takes samples by index: that of a trainer with the same seed, which tests compare. */
final class EpochOrder {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private EpochOrder() {}

  /**
   * Indices in the order of an epoch; as they are for no epoch, 0.
   *
   * @param epoch the epoch's number, from 1
   */
  static int[] of(int size, long seed, int epoch) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    if (epoch > 0) {
      shuffle(order, mixed(seed) + epoch);
    }
    return order;
  }

  /** Fisher and Yates, on numbers of SplitMix64 (Steele, Lea and Flood, 2014). */
  static void shuffle(int[] order, long start) {
    long state = mixed(start);
    for (int i = order.length - 1; i > 0; i--) {
      state += GOLDEN_RATIO;
      int j = (int) Math.unsignedMultiplyHigh(mixed(state), i + 1L);
      int index = order[i];
      order[i] = order[j];
      order[j] = index;
    }
  }

  /** The mixing function of SplitMix64, so that neighbours do not share sequences. */
  static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
