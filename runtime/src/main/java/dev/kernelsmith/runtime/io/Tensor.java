package dev.kernelsmith.runtime.io;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A stored tensor: element type, shape, and elements in row-major order. Two tensors are equal if types, shapes and
 * the bits of all elements are (any NaN equals any other). The array is not copied, neither in nor out: do not change
 * it while the tensor is in use.
 */
public final class Tensor {
  private final DType dtype;
  private final List<Integer> shape;
  private final Object data;

  private Tensor(DType dtype, List<Integer> shape, Object data, int elements) {
    this.dtype = dtype;
    this.shape = List.copyOf(shape);
    this.data = data;
    long expected = length(this.shape);
    if (expected != elements) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a tensor of shape %s has %d elements, but the array has %d", shape, expected,
              elements));
    }
  }

  /**
   * A tensor of 32-bit floats.
   *
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static Tensor of(List<Integer> shape, float[] data) {
    return new Tensor(DType.F32, shape, data, data.length);
  }

  /**
   * A tensor of 64-bit floats.
   *
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static Tensor of(List<Integer> shape, double[] data) {
    return new Tensor(DType.F64, shape, data, data.length);
  }

  /**
   * A tensor of 32-bit integers.
   *
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static Tensor of(List<Integer> shape, int[] data) {
    return new Tensor(DType.I32, shape, data, data.length);
  }

  /**
   * A tensor of 64-bit integers.
   *
   * @throws IllegalArgumentException if the shape does not have as many elements as the array
   */
  public static Tensor of(List<Integer> shape, long[] data) {
    return new Tensor(DType.I64, shape, data, data.length);
  }

  /**
   * Number of elements of a shape; the empty shape is a scalar and has one.
   *
   * @throws IllegalArgumentException if an extent is negative or there are more than 2^63 - 1 elements
   */
  static long length(List<Integer> shape) {
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException(String.format(Locale.ROOT, "shape %s has a negative extent", shape));
      }
    }
    if (shape.contains(0)) {
      return 0;
    }
    long length = 1;
    for (int extent : shape) {
      if (length > Long.MAX_VALUE / extent) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "shape %s has more than 2^63 - 1 elements", shape));
      }
      length *= extent;
    }
    return length;
  }

  /** Type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** Extents; empty for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** Number of elements. */
  public int length() {
    return (int) length(shape);
  }

  /**
   * The elements, not a copy.
   *
   * @throws IllegalStateException unless {@link #dtype} is {@link DType#F32}
   */
  public float[] floats() {
    return (float[]) data(DType.F32);
  }

  /**
   * The elements, not a copy.
   *
   * @throws IllegalStateException unless {@link #dtype} is {@link DType#F64}
   */
  public double[] doubles() {
    return (double[]) data(DType.F64);
  }

  /**
   * The elements, not a copy.
   *
   * @throws IllegalStateException unless {@link #dtype} is {@link DType#I32}
   */
  public int[] ints() {
    return (int[]) data(DType.I32);
  }

  /**
   * The elements, not a copy.
   *
   * @throws IllegalStateException unless {@link #dtype} is {@link DType#I64}
   */
  public long[] longs() {
    return (long[]) data(DType.I64);
  }

  private Object data(DType wanted) {
    if (dtype != wanted) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "the tensor's elements are %s, not %s", dtype, wanted));
    }
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && dtype == that.dtype
        && shape.equals(that.shape)
        && Objects.deepEquals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dtype, shape, Arrays.deepHashCode(new Object[] {data}));
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
