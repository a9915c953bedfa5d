package dev.kernelsmith.processor.ir;

/**
 * The random numbers of programs: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3", SC 2011), as {@code dev.kernelsmith.runtime.kernel.Threefry} computes them for kernels, round by round.
 */
final class Threefry {
  private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

  private Threefry() {}

  /** The key of a stream in a step: both words for the counter {@code (step, stream)} under the key {@code seed}. */
  static long key(long seed, long step, int stream) {
    int[] words = words(new int[] {(int) seed, (int) (seed >>> 32)}, (int) step, stream);
    return (long) words[1] << 32 | words[0] & 0xFFFFFFFFL;
  }

  /** The upper 24 bits of the first word for the counter {@code (sample, element)}, as a number below 1. */
  static double uniform(long key, int sample, int element) {
    return (words(new int[] {(int) key, (int) (key >>> 32)}, sample, element)[0] >>> 8) * 0x1p-24;
  }

  /** Both words for a counter. */
  static int[] words(int[] key, int... counter) {
    int[] keys = {key[0], key[1], key[0] ^ key[1] ^ 0x1BD11BDA};
    int[] x = {counter[0] + keys[0], counter[1] + keys[1]};
    for (int round = 0; round < 20; round++) {
      x[0] += x[1];
      x[1] = Integer.rotateLeft(x[1], ROTATIONS[round % 8]) ^ x[0];
      if (round % 4 == 3) {
        int injection = round / 4 + 1;
        x[0] += keys[injection % 3];
        x[1] += keys[(injection + 1) % 3] + injection;
      }
    }
    return x;
  }
}
