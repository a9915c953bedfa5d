package dev.kernelsmith.processor.graph;

import java.util.List;
import java.util.stream.Collectors;

/** Counts that saturate at {@link Long#MAX_VALUE} instead of overflowing. */
public final class Sizes {
  /** The longest array, and so the largest tensor of one sample: {@code 2^31 - 1} less what virtual machines keep for themselves. */
  public static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8L;

  /** Rows of parameters start at multiples of this many floats. */
  private static final long PITCH = 16;

  private Sizes() {}

  /** The product of positive numbers. */
  public static long product(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).reduce(1, Sizes::times);
  }

  /** The product of two numbers that are not negative. */
  public static long times(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  /** The sum of two numbers that are not negative. */
  public static long plus(long a, long b) {
    return a + b >= 0 ? a + b : Long.MAX_VALUE;
  }

  /** Floats of a parameter whose rows, of {@code columns} elements each, are padded. */
  public static long padded(long rows, int columns) {
    return times(rows, Math.ceilDiv(columns, PITCH) * PITCH);
  }

  /** A count for people: what saturated is "more than 2^63". */
  public static String text(long count) {
    return count == Long.MAX_VALUE ? "more than 2^63" : Long.toString(count);
  }

  /** Extents joined by {@code x}, whether or not they make a {@link Shape}. */
  public static String text(List<Integer> dims) {
    return dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
