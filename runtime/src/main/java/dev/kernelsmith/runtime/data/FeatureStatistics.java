package dev.kernelsmith.runtime.data;

import java.util.Arrays;
import java.util.Locale;

/** Least, greatest, mean and deviation of each input feature; two passes, sums in double. */
final class FeatureStatistics {
  private final Dataset dataset;
  private final float[] least;
  private final float[] greatest;
  private final double[] means;

  FeatureStatistics(Dataset given) {
    dataset = CheckedDataset.of(given, "data to fit a normalization on");
    int length = dataset.inputLength();
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("there is no sample to fit a normalization on");
    }
    least = new float[length];
    greatest = new float[length];
    means = new double[length];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    float[] input = new float[length];
    for (int sample = 0; sample < dataset.size(); sample++) {
      dataset.copyInput(sample, input, 0);
      add(sample, input);
    }
    finish();
  }

  private void add(int sample, float[] input) {
    for (int i = 0; i < input.length; i++) {
      if (!Float.isFinite(input[i])) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "feature %d of sample %d is %s: only finite features can be scaled", i, sample,
                input[i]));
      }
      least[i] = Math.min(least[i], input[i]);
      greatest[i] = Math.max(greatest[i], input[i]);
      means[i] += input[i];
    }
  }

  private void finish() {
    for (int i = 0; i < means.length; i++) {
      if (!Float.isFinite(greatest[i] - least[i])) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "feature %d goes from %s to %s, more than a float can span: use smaller units",
                i, least[i],
                greatest[i]));
      }
      // A constant feature keeps its exact value: its mean must not differ from it by rounding.
      means[i] = least[i] == greatest[i] ? least[i] : means[i] / dataset.size();
    }
  }

  float[] minima() {
    return least.clone();
  }

  float[] ranges() {
    float[] ranges = new float[least.length];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = greatest[i] - least[i];
    }
    return divisors(ranges);
  }

  float[] means() {
    float[] rounded = new float[means.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) means[i];
    }
    return rounded;
  }

  float[] deviations() {
    double[] squares = new double[means.length];
    float[] input = new float[means.length];
    for (int sample = 0; sample < dataset.size(); sample++) {
      dataset.copyInput(sample, input, 0);
      for (int i = 0; i < input.length; i++) {
        double difference = input[i] - means[i];
        squares[i] += difference * difference;
      }
    }
    float[] deviations = new float[means.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = (float) Math.sqrt(squares[i] / dataset.size());
    }
    return divisors(deviations);
  }

  /** Constant features are divided by 1. */
  private static float[] divisors(float[] spreads) {
    for (int i = 0; i < spreads.length; i++) {
      spreads[i] = spreads[i] > 0 ? spreads[i] : 1;
    }
    return spreads;
  }
}
