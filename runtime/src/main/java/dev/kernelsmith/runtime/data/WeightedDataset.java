package dev.kernelsmith.runtime.data;

import java.util.Locale;
import java.util.Objects;

/** A view that gives the samples of another data set factors of their losses. */
final class WeightedDataset extends DatasetView {
  private final double[] weights;

  private WeightedDataset(Dataset base, double[] weights) {
    super(base);
    this.weights = weights;
  }

  static WeightedDataset of(Dataset base, double... weights) {
    Objects.requireNonNull(weights, "the weights are null");
    if (weights.length != base.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "there are %d samples, but %d weights: one per sample is needed", base.size(),
              weights.length));
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "the weight of sample %d is %s: weights are finite, and at least 0", i,
                weights[i]));
      }
    }
    return new WeightedDataset(base, weights.clone());
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new WeightedDataset(samples, weights);
  }

  @Override
  public double weightOf(int index) {
    return weights[Objects.checkIndex(index, weights.length)] * base().weightOf(index);
  }

  @Override
  public String toString() {
    return "weighted data set: " + DatasetText.of(this);
  }
}
