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
    int length = 1;
    for (int extent : shape) {
      length = Math.multiplyExact(length, extent);
    }
    return length;
  }

  /** Number of elements of several together. */
  public static long sum(List<TensorSpec> tensors) {
    long sum = 0;
    for (TensorSpec tensor : tensors) {
      sum += tensor.length();
    }
    return sum;
  }

  /** Whether the elements are ints. */
  public boolean isInt() {
    return element == Element.INT;
  }
}
