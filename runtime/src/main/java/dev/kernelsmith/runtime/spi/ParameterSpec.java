package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.annotations.Initializer;
import java.util.List;
import java.util.Locale;

/**
 * A parameter and its place in the flat parameter array. The last axis is stored with a pitch (a multiple of 16, at least
 * its extent); the elements between extent and pitch are always 0.
 *
 * @param name {@code layer.weights} or {@code layer.bias}
 * @param shape canonical extents: dense {@code [in, units]}, convolution {@code [height, width, in, filters]}, bias {@code [units]}
 * @param offset first element in the flat array
 * @param pitch distance between two rows of the last axis
 * @param initializer how it starts, never AUTO
 * @param fanIn inputs of one output unit
 * @param fanOut outputs that one input reaches
 * @param group how it changes while the network is trained
 * @param decays whether decay of weights, where the optimizer has any, applies to it
 */
public record ParameterSpec(
    String name, List<Integer> shape, int offset, int pitch, Initializer initializer, int fanIn, int fanOut,
    ParameterGroup group, boolean decays) {
  /**
   * Copies the shape.
   *
   * @throws IllegalArgumentException if the initializer is AUTO
   */
  public ParameterSpec {
    shape = List.copyOf(shape);
    if (initializer == Initializer.AUTO) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "parameter %s has initializer AUTO, which the processor replaces: compile the network again", name));
    }
  }

  /** Name of its layer. */
  public String layer() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Whether it follows its gradient. */
  public boolean isTrained() {
    return group == ParameterGroup.TRAINED;
  }

  /** Number of elements, without padding. */
  public int length() {
    int length = 1;
    for (int extent : shape) {
      length = Math.multiplyExact(length, extent);
    }
    return length;
  }

  /** Number of rows of the last axis. */
  public int rows() {
    return length() / shape.getLast();
  }

  /** Copies this parameter out of a flat array: canonical order, without padding. */
  public float[] read(float[] flat) {
    int columns = shape.getLast();
    int rows = rows();
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(flat, offset + row * pitch, values, row * columns, columns);
    }
    return values;
  }

  /**
   * Copies values in canonical order, without padding, to this parameter's place in a flat array. Padding is left alone.
   *
   * @throws IllegalArgumentException if there are not {@link #length()} values
   */
  public void write(float[] values, float[] flat) {
    if (values.length != length()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "parameter %s has shape %s, that is %d values, not %d", name, shape, length(),
              values.length));
    }
    int columns = shape.getLast();
    int rows = rows();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * columns, flat, offset + row * pitch, columns);
    }
  }
}
