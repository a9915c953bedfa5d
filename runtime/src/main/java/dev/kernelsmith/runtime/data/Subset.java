package dev.kernelsmith.runtime.data;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** Some samples of another dataset, in a chosen order. A view: only the sample numbers are held. */
public final class Subset extends DatasetView {
  private final int[] indices;

  private Subset(Dataset base, int[] indices) {
    super(base);
    this.indices = indices;
  }

  /**
   * The samples with given numbers, in the given order; a number may stand more than once.
   *
   * @param base the dataset to choose from
   * @param indices sample numbers in {@code base}; copied
   * @throws IllegalArgumentException if no number is given or one is outside the dataset
   */
  public static Subset of(Dataset base, int... indices) {
    Objects.requireNonNull(base, "base");
    if (Objects.requireNonNull(indices, "indices").length == 0) {
      throw new IllegalArgumentException("no sample is chosen: a subset needs at least one");
    }
    for (int index : indices) {
      if (index < 0 || index >= base.size()) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "there is no sample %d: the dataset has samples 0 to %d", index,
                base.size() - 1));
      }
    }
    return new Subset(base, indices.clone());
  }

  /**
   * Consecutive samples.
   *
   * @param base the dataset to choose from
   * @param from number of the first sample
   * @param to number after the last sample
   * @throws IllegalArgumentException if the range is empty or outside the dataset
   */
  public static Subset range(Dataset base, int from, int to) {
    Objects.requireNonNull(base, "base");
    if (from < 0 || from >= to || to > base.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "samples %d to %d (exclusive) are no range of a dataset with %d samples", from, to,
              base.size()));
    }
    return new Subset(base, IntStream.range(from, to).toArray());
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new Subset(samples, indices);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    base().copyInput(baseIndex(index), into, offset);
  }

  @Override
  public int classOf(int index) {
    return base().classOf(baseIndex(index));
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    base().copyTarget(baseIndex(index), into, offset);
  }

  @Override
  public double weightOf(int index) {
    return base().weightOf(baseIndex(index));
  }

  private int baseIndex(int index) {
    return indices[Objects.checkIndex(index, indices.length)];
  }

  @Override
  public String toString() {
    return "part of a data set: " + DatasetText.of(this);
  }
}
