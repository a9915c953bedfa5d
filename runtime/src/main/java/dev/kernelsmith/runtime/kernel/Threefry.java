package dev.kernelsmith.runtime.kernel;

/**
 * Random numbers by their place rather than in a row: the generator Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror and Shaw,
 * "Parallel random numbers: as easy as 1, 2, 3", SC 2011). A number depends on the training's seed, the step, the stream that asks, the
 * sample and the element, and on nothing else: neither on the order in which numbers are computed nor on who computes them.
 */
public final class Threefry {
  /** What a third word of the key is made with. */
  static final int PARITY = 0x1BD11BDA;

  /** The distances of a group of four rounds, a byte each; those of every other group. */
  static final int ROTATIONS = 0x0D0F1A06;

  /** The distances of the groups in between. */
  static final int OTHER_ROTATIONS = 0x111D1018;

  private Threefry() {}

  /**
   * The key of the numbers of one stream in one step: both words of the generator for the counter {@code (step, stream)} under the key
   * {@code seed}. Of the step, the lower 32 bits count.
   */
  public static long key(long seed, long step, int stream) {
    return words(seed, (int) step, stream);
  }

  /**
   * A number from 0 (inclusive) to 1 (exclusive), a multiple of {@code 2^-24}: the upper 24 bits of the first word for the counter
   * {@code (sample, element)}.
   *
   * @param key of the stream and the step
   * @param sample position of the sample in the batch of the step
   * @param element number of the element within the sample
   */
  public static float uniform(long key, int sample, int element) {
    return ((int) words(key, sample, element) >>> 8) * 0x1p-24f;
  }

  /** Both words for a counter, the first in the lower half, as in the key. */
  public static long words(long key, int first, int second) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int k2 = k0 ^ k1 ^ PARITY;
    int x0 = first + k0;
    int x1 = second + k1;
    for (int group = 1; group <= 5; group++) {
      int distances = (group & 1) == 1 ? ROTATIONS : OTHER_ROTATIONS;
      for (int round = 24; round >= 0; round -= 8) {
        x0 += x1;
        x1 = Integer.rotateLeft(x1, distances >> round) ^ x0;
      }
      x0 += k1;
      x1 += k2 + group;
      int next = k0;
      k0 = k1;
      k1 = k2;
      k2 = next;
    }
    return (long) x1 << 32 | x0 & 0xFFFFFFFFL;
  }
}
