package dev.kernelsmith.data.pictures;

import dev.kernelsmith.data.pipeline.SampleRandom;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A view in which each sample of an epoch is a mixture of two, and targets are distributions or values. */
final class MixedDataset extends DatasetView {
  private static final int NO_EPOCH = 0;

  /** Keeps these random numbers apart from those of the other changes. */
  private static final long OWN = 0x6d69787570L;

  private final double alpha;
  private final long seed;
  private final int epoch;
  private final int classes;

  private MixedDataset(Dataset base, double alpha, long seed, int epoch, int classes) {
    super(base);
    this.alpha = alpha;
    this.seed = seed;
    this.epoch = epoch;
    this.classes = classes;
  }

  static MixedDataset of(Dataset data, double alpha, long seed) {
    int classes = 0;
    if (data.hasClasses()) {
      classes = data.classNames().size();
      for (int i = 0; i < data.size() && data.classNames().isEmpty(); i++) {
        classes = Math.max(classes, data.classOf(i) + 1);
      }
    }
    return new MixedDataset(data, alpha, seed ^ OWN, NO_EPOCH, classes);
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new MixedDataset(samples, alpha, seed, epoch, samples.hasClasses() ? classes : 0);
  }

  @Override
  public Dataset ofEpoch(int number) {
    return new MixedDataset(base().ofEpoch(number), alpha, seed, number, classes);
  }

  /** The sample that one is mixed with, and the share that its own values have. */
  private record Mixture(int other, float share) {}

  private Mixture of(int index) {
    if (epoch == NO_EPOCH) {
      return new Mixture(index, 1);
    }
    RandomGenerator random = SampleRandom.of(seed, epoch, index);
    int other = random.nextInt(size());
    return new Mixture(other, beta(random));
  }

  /** A number of the Beta distribution with both parameters alike, by M. D. Joehnk's method ("Erzeugung von betaverteilten und gammaverteilten Zufallszahlen", 1964). */
  private float beta(RandomGenerator random) {
    while (true) {
      double x = Math.pow(random.nextDouble(), 1 / alpha);
      double y = Math.pow(random.nextDouble(), 1 / alpha);
      if (x + y <= 1 && x + y > 0) {
        return (float) (x / (x + y));
      }
    }
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    base().copyInput(index, into, offset);
    Mixture mixture = of(index);
    if (mixture.share() < 1) {
      float[] other = new float[inputLength()];
      base().copyInput(mixture.other(), other, 0);
      mix(into, offset, other, mixture.share());
    }
  }

  private static void mix(float[] into, int offset, float[] other, float share) {
    for (int i = 0; i < other.length; i++) {
      into[offset + i] = share * into[offset + i] + (1 - share) * other[i];
    }
  }

  @Override
  public boolean hasClasses() {
    return false;
  }

  @Override
  public int classOf(int index) {
    throw new IllegalStateException("mixed samples have distributions over classes: use copyTarget");
  }

  @Override
  public int targetLength() {
    return classes > 0 ? classes : base().targetLength();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    Mixture mixture = of(index);
    if (classes > 0) {
      Arrays.fill(into, offset, offset + classes, 0);
      into[offset + base().classOf(index)] += mixture.share();
      into[offset + base().classOf(mixture.other())] += 1 - mixture.share();
      return;
    }
    base().copyTarget(index, into, offset);
    if (mixture.share() < 1) {
      float[] other = new float[targetLength()];
      base().copyTarget(mixture.other(), other, 0);
      mix(into, offset, other, mixture.share());
    }
  }

  @Override
  public String toString() {
    return "mixtures of " + DatasetText.of(this);
  }
}
