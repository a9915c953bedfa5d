package dev.kernelsmith.runtime.spi;

import java.util.List;

/**
 * A named tensor of one sample.
 *
 * @param name its name
 * @param shape its extents, channels last, without the batch
 */
public record TensorSpec(String name, List<Integer> shape) {
  /** Copies the shape. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Number of elements. */
  public int length() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
