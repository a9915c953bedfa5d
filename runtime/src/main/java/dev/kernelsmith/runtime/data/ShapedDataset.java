package dev.kernelsmith.runtime.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A view that knows the shape of the first input. */
final class ShapedDataset extends DatasetView {
  private final List<Integer> shape;

  private ShapedDataset(Dataset base, List<Integer> shape) {
    super(base);
    this.shape = shape;
  }

  static ShapedDataset of(Dataset base, int... extents) {
    List<Integer> shape = Arrays.stream(Objects.requireNonNull(extents, "extents")).boxed().toList();
    long length = 1;
    for (int extent : extents) {
      length = extent < 1 || length > base.inputLength() ? Long.MAX_VALUE : length * extent; // without overflow
    }
    if (length != base.inputLength()) {
      throw new IllegalArgumentException(
          "an input has " + base.inputLength() + " values, which do not have the shape " + shape
              + ": the product of the extents must be their number");
    }
    return new ShapedDataset(base, shape);
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new ShapedDataset(samples, shape);
  }

  @Override
  public List<Integer> inputShape() {
    return shape;
  }

  @Override
  public Dataset ofInput(int number) {
    return number == 0 ? this : base().ofInput(number);
  }

  @Override
  public String toString() {
    return "shaped data set: " + DatasetText.of(this);
  }
}
