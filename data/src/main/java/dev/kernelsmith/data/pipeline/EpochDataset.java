package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.Objects;
import java.util.function.IntFunction;

/** A view that shows other samples of a data set in each epoch, always as many. */
final class EpochDataset extends DatasetView {
  private static final int NO_EPOCH = 0;

  private final int size;
  private final IntFunction<int[]> choice;
  private final String name;
  private final int[] indices;

  /**
   * A view.
   *
   * @param choice indices of an epoch; 0 is for none
   * @param name what texts call the samples
   */
  EpochDataset(Dataset base, int size, IntFunction<int[]> choice, String name) {
    this(base, size, choice, name, choice.apply(NO_EPOCH));
  }

  private EpochDataset(Dataset base, int size, IntFunction<int[]> choice, String name, int[] indices) {
    super(base);
    this.size = size;
    this.choice = choice;
    this.name = name;
    this.indices = indices;
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new EpochDataset(samples, size, choice, name, indices);
  }

  @Override
  public Dataset ofEpoch(int epoch) {
    return new EpochDataset(base().ofEpoch(epoch), size, choice, name, choice.apply(epoch));
  }

  private int index(int index) {
    return indices[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    base().copyInput(index(index), into, offset);
  }

  @Override
  public int classOf(int index) {
    return base().classOf(index(index));
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    base().copyTarget(index(index), into, offset);
  }

  @Override
  public double weightOf(int index) {
    return base().weightOf(index(index));
  }

  @Override
  public String toString() {
    return name + ": " + DatasetText.of(this);
  }
}
