package dev.kernelsmith.data.pipeline;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that follow from a seed, an epoch and a sample, whoever asks for them and when. */
public final class SampleRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private SampleRandom() {}

  /** The numbers of a sample in an epoch. */
  public static RandomGenerator of(long seed, int epoch, long sample) {
    return new SplittableRandom(EpochOrder.mixed(EpochOrder.mixed(seed + GOLDEN * epoch) + GOLDEN * sample));
  }
}
