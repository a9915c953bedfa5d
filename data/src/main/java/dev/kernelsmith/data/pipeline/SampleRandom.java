package dev.kernelsmith.data.pipeline;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that follow from a seed, an epoch and a sample, whoever asks for them and when. */
public final class SampleRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private SampleRandom() {}

  /** The numbers of a sample in an epoch. */
  public static RandomGenerator of(long seed, int epoch, long sample) {
    return new SplittableRandom(mixed(mixed(seed + GOLDEN * epoch) + GOLDEN * sample));
  }

  /** The mixing function of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014), so that neighbours do not share sequences. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
