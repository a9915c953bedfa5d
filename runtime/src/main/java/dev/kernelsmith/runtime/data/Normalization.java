package dev.kernelsmith.runtime.data;

import java.util.Locale;
import java.util.Objects;

/**
 * A scaling of inputs, feature by feature: {@code (x - offset) / divisor}. Fit it on the training samples alone and
 * apply it to all others: validation and test samples, and whatever is predicted later. Save {@link #offsets} and
 * {@link #divisors} with the weights.
 */
public final class Normalization {
  private final float[] offsets;
  private final float[] divisors;

  private Normalization(float[] offsets, float[] divisors) {
    this.offsets = offsets;
    this.divisors = divisors;
  }

  /**
   * Scales each feature to mean 0 and standard deviation 1 (that of the population, divided by n). A feature that is
   * the same in all samples becomes 0.
   *
   * @param training the samples to fit
   * @throws IllegalArgumentException if there is no sample, or a feature is not finite or has a range beyond that of
   *     a float
   */
  public static Normalization standard(Dataset training) {
    FeatureStatistics statistics = new FeatureStatistics(training);
    return new Normalization(statistics.means(), statistics.deviations());
  }

  /**
   * Scales each feature so that the least value becomes 0 and the greatest 1. A feature that is the same in all
   * samples becomes 0.
   *
   * @param training the samples to fit
   * @throws IllegalArgumentException if there is no sample, or a feature is not finite or has a range beyond that of
   *     a float
   */
  public static Normalization minMax(Dataset training) {
    FeatureStatistics statistics = new FeatureStatistics(training);
    return new Normalization(statistics.minima(), statistics.ranges());
  }

  /**
   * A scaling with known numbers, such as saved ones.
   *
   * @param offsets what is subtracted from each feature
   * @param divisors what each feature is divided by then
   * @throws IllegalArgumentException if the lengths differ, there is no feature, a number is not finite or a divisor
   *     not above 0
   */
  public static Normalization of(float[] offsets, float[] divisors) {
    Objects.requireNonNull(divisors, "divisors");
    if (Objects.requireNonNull(offsets, "offsets").length != divisors.length || offsets.length == 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "there are %d offsets and %d divisors: one of each per feature is needed",
              offsets.length,
              divisors.length));
    }
    for (int i = 0; i < offsets.length; i++) {
      if (!Float.isFinite(offsets[i]) || !Float.isFinite(divisors[i]) || divisors[i] <= 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT,
                "feature %d has offset %s and divisor %s: both must be finite and the divisor above 0", i, offsets[i],
                divisors[i]));
      }
    }
    return new Normalization(offsets.clone(), divisors.clone());
  }

  /** Number of features. */
  public int length() {
    return offsets.length;
  }

  /** What is subtracted from each feature; a copy. */
  public float[] offsets() {
    return offsets.clone();
  }

  /** What each feature is divided by; a copy. */
  public float[] divisors() {
    return divisors.clone();
  }

  /**
   * The samples of a dataset with scaled inputs; targets stay as they are. A view that scales whenever an input is
   * copied.
   *
   * @param dataset the samples
   * @throws IllegalArgumentException if its inputs have another length
   */
  public Dataset apply(Dataset dataset) {
    requireLength(dataset.inputLength());
    return new NormalizedDataset(dataset, this);
  }

  /**
   * One scaled input.
   *
   * @param input the features; not changed
   * @throws IllegalArgumentException if it has another length
   */
  public float[] apply(float[] input) {
    requireLength(input.length);
    float[] scaled = input.clone();
    applyInPlace(scaled, 0);
    return scaled;
  }

  void applyInPlace(float[] values, int offset) {
    for (int i = 0; i < offsets.length; i++) {
      values[offset + i] = (values[offset + i] - offsets[i]) / divisors[i];
    }
  }

  private void requireLength(int found) {
    if (found != offsets.length) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the input has %d features, but the normalization %d", found, offsets.length));
    }
  }

  @Override
  public String toString() {
    return "scaling of " + length() + " features";
  }
}
