package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.Arrays;

/** A view whose first target has a value for each class. */
final class OneHotDataset extends DatasetView {
  private final int classes;

  private OneHotDataset(Dataset base, int classes) {
    super(base);
    this.classes = classes;
  }

  static OneHotDataset of(Dataset data, int classes) {
    if (!data.hasClasses()) {
      throw new IllegalArgumentException("the targets are values, not classes: there is nothing to encode");
    }
    CheckedDataset checked = CheckedDataset.of(data, "data", classes);
    for (int i = 0; i < data.size(); i++) {
      checked.classOf(i);
    }
    return new OneHotDataset(data, classes);
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new OneHotDataset(samples, classes);
  }

  /** Further targets stay as they are. */
  @Override
  public Dataset ofTarget(int number) {
    return number == 0 ? super.ofTarget(0) : base().ofTarget(number);
  }

  @Override
  public boolean hasClasses() {
    return false;
  }

  @Override
  public int classOf(int index) {
    throw new IllegalStateException("the targets have a value for each class: use copyTarget");
  }

  @Override
  public int targetLength() {
    return classes;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    int number = base().classOf(index);
    Arrays.fill(into, offset, offset + classes, 0);
    into[offset + number] = 1;
  }

  @Override
  public String toString() {
    return "one value for each class: " + DatasetText.of(this);
  }
}
