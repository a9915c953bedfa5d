package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.DatasetView;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A view whose first input is what a function makes of it. */
final class MappedDataset extends DatasetView {
  private final UnaryOperator<float[]> function;
  private final List<Integer> shape;
  private final int length;

  private MappedDataset(Dataset base, UnaryOperator<float[]> function, List<Integer> shape, int length) {
    super(base);
    this.function = function;
    this.shape = shape;
    this.length = length;
  }

  static MappedDataset of(Dataset base, UnaryOperator<float[]> function, int... extents) {
    Objects.requireNonNull(function, "the function is null");
    List<Integer> shape = extents.length == 0 ? base.inputShape() : Encoding.shape(extents);
    return new MappedDataset(base, function, shape, shape.isEmpty() ? base.inputLength() : Encoding.length(shape));
  }

  @Override
  protected Dataset over(Dataset samples) {
    return new MappedDataset(samples, function, shape, length);
  }

  /** Further inputs stay as they are. */
  @Override
  public Dataset ofInput(int number) {
    return number == 0 ? super.ofInput(0) : base().ofInput(number);
  }

  @Override
  public List<Integer> inputShape() {
    return shape;
  }

  @Override
  public int inputLength() {
    return length;
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    float[] values = new float[base().inputLength()];
    base().copyInput(index, values, 0);
    String place = "sample " + index;
    float[] changed =
        Faults.required(Faults.call(place, "the function of map", () -> function.apply(values)), place, "map");
    if (changed.length != length) {
      throw new RecordException(place + ": the function of map gave " + changed.length + " values, but " + length
          + " are expected: give map the shape of what it makes");
    }
    System.arraycopy(changed, 0, into, offset, length);
  }

  @Override
  public String toString() {
    return "changed inputs: " + DatasetText.of(this);
  }
}
