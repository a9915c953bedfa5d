package dev.kernelsmith.runtime.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named tensor of one sample.
 *
 * @param name its name
 * @param shape its extents, channels last, without the batch
 * @param element type of its elements
 * @param tokens how many tokens there are, of which the elements are numbers; 0 where they are any ints, or floats
 */
public record TensorSpec(String name, List<Integer> shape, Element element, int tokens) {
  private static final int MOST_INT = 1 << 24;

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

  /** A tensor of floats, or of any ints. */
  public TensorSpec(String name, List<Integer> shape, Element element) {
    this(name, shape, element, 0);
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

  /**
   * What its ints can be, for messages about one that is none of these; null where one is. Up to 2^24 every int is a float, as which layers read it.
   */
  public @Nullable String refusal(double value) {
    if (value == (int) value && (tokens > 0 ? value >= -1 && value < tokens : Math.abs(value) <= MOST_INT)) {
      return null;
    }
    return "input '" + name + "' takes " + (tokens > 0
        ? "the numbers of " + tokens
            + " tokens, from 0, or -1 for none: see what makes them, or give its @Embedding a larger vocabulary"
        : "whole numbers from -2^24 to 2^24");
  }

  /** Whether the elements are ints. */
  public boolean isInt() {
    return element == Element.INT;
  }
}
