package dev.kernelsmith.runtime.spi;

import java.util.List;

/**
 * A named tensor of one sample.
 *
 * @param name its name
 * @param shape its extents, channels last, without the batch
 * @param element type of its elements
 */
public record TensorSpec(String name, List<Integer> shape, Element element) {
  /** Types of elements. */
  public enum Element {
    /** Floats, in {@link Block#inputs} or {@link Block#outputs}. */
    FLOAT,
    /** Ints, in {@link Block#intInputs}. */
    INT
  }

  /** Copies the shape. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** A tensor of floats. */
  public TensorSpec(String name, List<Integer> shape) {
    this(name, shape, Element.FLOAT);
  }

  /** Number of elements. */
  public int length() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Whether the elements are ints. */
  public boolean isInt() {
    return element == Element.INT;
  }
}
