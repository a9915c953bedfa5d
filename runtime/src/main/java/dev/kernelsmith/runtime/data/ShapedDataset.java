package dev.kernelsmith.runtime.data;

import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.Arrays;
import java.util.List;

/** A view that knows the shape of the first input. */
final class ShapedDataset extends DatasetView {
  private final List<Integer> shape;

  private ShapedDataset(Dataset base, List<Integer> shape) {
    super(base);
    this.shape = shape;
  }

  static ShapedDataset of(Dataset base, int... extents) {
    List<Integer> shape = Arrays.stream(extents).boxed().toList();
    if (shape.stream().anyMatch(extent -> extent < 1)
        || new TensorSpec("input", shape).length() != base.inputLength()) {
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
