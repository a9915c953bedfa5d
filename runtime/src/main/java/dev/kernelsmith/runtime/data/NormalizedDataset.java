package dev.kernelsmith.runtime.data;

import java.util.List;

/** A view that scales the first input of another dataset. */
final class NormalizedDataset implements Dataset {
  private final Dataset base;
  private final Normalization normalization;

  NormalizedDataset(Dataset base, Normalization normalization) {
    this.base = base;
    this.normalization = normalization;
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
    normalization.applyInPlace(into, offset);
  }

  @Override
  public int inputs() {
    return base.inputs();
  }

  @Override
  public Dataset ofInput(int number) {
    return number == 0 ? this : base.ofInput(number);
  }

  @Override
  public int targets() {
    return base.targets();
  }

  @Override
  public Dataset ofTarget(int number) {
    return base.ofTarget(number);
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
  public double weightOf(int index) {
    return base.weightOf(index);
  }

  @Override
  public List<String> classNames() {
    return base.classNames();
  }

  @Override
  public String toString() {
    return "scaled data set: " + DatasetText.of(this);
  }
}
