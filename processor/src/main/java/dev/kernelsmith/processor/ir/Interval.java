package dev.kernelsmith.processor.ir;

import java.util.List;

/**
 * Bounds of an affine value.
 *
 * @param min smallest value, or less
 * @param max largest value, or more
 */
record Interval(long min, long max) {
  /**
   * The bounds over all iterations that no guard excludes. A guard {@code 0 <= g < e} narrows a value {@code v} to what
   * {@code v = (v - g) + g} and {@code v = (v + g) - g} allow; that is exact where {@code v} and {@code g} differ by a constant.
   */
  static Interval of(Affine value, List<Guard> guards) {
    Interval bounds = of(value);
    for (Guard guard : guards) {
      Interval within = new Interval(0, guard.extent() - 1L);
      bounds = bounds.intersect(of(value.plus(guard.index().times(-1))).plus(within));
      bounds = bounds.intersect(of(value.plus(guard.index())).plus(within.negated()));
    }
    return bounds;
  }

  /** The bounds over all values of the axes, exact. */
  static Interval of(Affine value) {
    long min = value.constant();
    long max = value.constant();
    for (Axis axis : value.axes()) {
      long reach = (long) value.coefficient(axis) * (axis.extent() - 1);
      min += Math.min(0, reach);
      max += Math.max(0, reach);
    }
    return new Interval(min, max);
  }

  /** Whether every value is an index of a dimension; true where there is none. */
  boolean within(int extent) {
    return isEmpty() || min >= 0 && max < extent;
  }

  /** Whether there is no value. */
  boolean isEmpty() {
    return min > max;
  }

  private Interval plus(Interval other) {
    return new Interval(min + other.min, max + other.max);
  }

  private Interval negated() {
    return new Interval(-max, -min);
  }

  private Interval intersect(Interval other) {
    return new Interval(Math.max(min, other.min), Math.min(max, other.max));
  }

  @Override
  public String toString() {
    return min + " to " + max;
  }
}
