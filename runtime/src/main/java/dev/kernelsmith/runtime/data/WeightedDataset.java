package dev.kernelsmith.runtime.data;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A view that gives the samples of another data set factors of their losses. */
final class WeightedDataset implements Dataset {
  private final Dataset base;
  private final double[] weights;

  private WeightedDataset(Dataset base, double[] weights) {
    this.base = base;
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

  /** The data set that this is a view of. */
  Dataset base() {
    return base;
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public int inputLength() {
    return base.inputLength();
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    base.copyInput(index, into, offset);
  }

  @Override
  public int inputs() {
    return base.inputs();
  }

  @Override
  public Dataset ofInput(int number) {
    return base.ofInput(number);
  }

  @Override
  public int targets() {
    return base.targets();
  }

  @Override
  public Dataset ofTarget(int number) {
    return base.targets() == 1 ? this : new WeightedDataset(base.ofTarget(number), weights);
  }

  @Override
  public boolean hasClasses() {
    return base.hasClasses();
  }

  @Override
  public int classOf(int index) {
    return base.classOf(index);
  }

  @Override
  public int targetLength() {
    return base.targetLength();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    base.copyTarget(index, into, offset);
  }

  @Override
  public List<String> classNames() {
    return base.classNames();
  }

  @Override
  public double weightOf(int index) {
    return weights[Objects.checkIndex(index, weights.length)] * base.weightOf(index);
  }

  @Override
  public String toString() {
    return "weighted data set: " + DatasetText.of(this);
  }
}
