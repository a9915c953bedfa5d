package dev.kernelsmith.runtime.data;

/** A view that scales the first input of another dataset. */
final class NormalizedDataset extends DatasetView {
  private final Normalization normalization;

  NormalizedDataset(Dataset base, Normalization normalization) {
    super(base);
    this.normalization = normalization;
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new NormalizedDataset(samples, normalization);
  }

  @Override
  public Dataset ofInput(int number) {
    return number == 0 ? this : base().ofInput(number);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    base().copyInput(index, into, offset);
    normalization.applyInPlace(into, offset);
  }

  @Override
  public String toString() {
    return "scaled data set: " + DatasetText.of(this);
  }
}
