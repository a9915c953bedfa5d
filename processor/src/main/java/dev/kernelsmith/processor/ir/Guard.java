package dev.kernelsmith.processor.ir;

import java.util.Map;

/**
 * A bound on a statement's iterations: only those with {@code 0 <= index < extent} contribute. Padding is a guard on the index of
 * the padded read.
 *
 * @param index the bounded value
 * @param extent its exclusive upper bound
 */
public record Guard(Affine index, int extent) {
  /** Whether the bound holds for all values of the axes. */
  public boolean always() {
    return index.min() >= 0 && index.max() < extent;
  }

  /** Whether the bound holds for these values of the axes. */
  public boolean holds(Map<Axis, Integer> values) {
    int value = index.evaluate(values);
    return value >= 0 && value < extent;
  }

  /** Share of all values of the axes for which the bound holds. */
  public double share() {
    long[] counts = {1};
    int low = index.constant();
    for (Map.Entry<Axis, Integer> term : index.terms().entrySet()) {
      counts = convolve(counts, term.getKey().extent(), Math.abs(term.getValue()));
      low += Math.min(0, term.getValue() * (term.getKey().extent() - 1));
    }
    long inside = 0;
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      all += counts[i];
      inside += low + i >= 0 && low + i < extent ? counts[i] : 0;
    }
    return (double) inside / all;
  }

  /** How often each sum occurs once an axis of this extent and coefficient is added. */
  private static long[] convolve(long[] counts, int axisExtent, int coefficient) {
    long[] sums = new long[counts.length + (axisExtent - 1) * coefficient];
    for (int i = 0; i < counts.length; i++) {
      for (int value = 0; value < axisExtent; value++) {
        sums[i + value * coefficient] += counts[i];
      }
    }
    return sums;
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
