package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A bound on a statement's iterations: only those with {@code 0 <= index < extent} contribute. Padding is a guard on the index of
 * the padded read.
 *
 * @param index the bounded value
 * @param extent its exclusive upper bound
 */
public record Guard(Affine index, int extent) {
  /** Values of an axis that are looked at one by one. */
  private static final int MOST_STEPS = 4096;

  /** Whether the bound holds for all values of the axes. */
  public boolean always() {
    return index.min() >= 0 && index.max() < extent;
  }

  /** Whether the bound holds for these values of the axes. */
  public boolean holds(Map<Axis, Integer> values) {
    int value = index.evaluate(values);
    return value >= 0 && value < extent;
  }

  /** Share of all values of the axes for which the bound holds; near it where axes but the longest have more than some thousand. */
  public double share() {
    List<Axis> axes = new ArrayList<>(index.axes());
    axes.sort(Comparator.comparing(Axis::extent));
    double all = 1;
    for (int i = 0; i < axes.size(); i++) {
      all *= i < axes.size() - 1 ? steps(axes.get(i)) : axes.get(i).extent();
    }
    return count(axes, 0, index.constant()) / all;
  }

  private static int steps(Axis axis) {
    return Math.min(axis.extent(), MOST_STEPS);
  }

  /** Number of values of all axes from one on for which the bound holds, given what those before add up to. */
  private double count(List<Axis> axes, int first, long sum) {
    if (first == axes.size()) {
      return sum >= 0 && sum < extent ? 1 : 0;
    }
    Axis axis = axes.get(first);
    if (first == axes.size() - 1) {
      return count(axis, sum);
    }
    double count = 0;
    for (int step = 0; step < steps(axis); step++) {
      long value = (long) step * axis.extent() / steps(axis);
      count += count(axes, first + 1, sum + value * index.coefficient(axis));
    }
    return count;
  }

  /** Number of values of one axis for which the bound holds. */
  private long count(Axis axis, long sum) {
    long step = Math.abs((long) index.coefficient(axis));
    long last = axis.extent() - 1L;
    long least = index.coefficient(axis) > 0 ? sum : sum - step * last;
    long from = Math.max(0, Math.ceilDiv(-least, step));
    long to = Math.min(last, Math.floorDiv(extent - 1 - least, step));
    return Math.max(0, to - from + 1);
  }

  /** This with axes replaced. */
  public Guard substitute(Map<Axis, Affine> replacements) {
    return new Guard(index.substitute(replacements), extent);
  }

  @Override
  public String toString() {
    return "0 <= " + index + " < " + extent;
  }
}
