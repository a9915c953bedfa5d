package dev.kernelsmith.data.pipeline;

import java.util.Arrays;

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

  /**
   * Indices of an epoch by group, so that each batch has samples of one group, or of two beside each other. The order of the batches is that of the epoch, but for one that is not full, which is the last.
   *
   * @param groups of each sample, from 0
   * @param size samples of a batch
   */
  static int[] ofGroups(int[] groups, int size, long seed, int epoch) {
    int[] mixed = of(groups.length, seed, epoch);
    int[] next = new int[Arrays.stream(groups).max().orElse(0) + 2];
    for (int group : groups) {
      next[group + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] grouped = new int[mixed.length];
    for (int sample : mixed) {
      grouped[next[groups[sample]]++] = sample;
    }
    int full = mixed.length / size;
    int[] batches = of(full, mixed(seed), epoch);
    int[] order = grouped.clone();
    for (int i = 0; i < full; i++) {
      System.arraycopy(grouped, batches[i] * size, order, i * size, size);
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
