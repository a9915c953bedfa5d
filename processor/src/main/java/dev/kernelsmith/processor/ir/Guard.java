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

  /** This with axes replaced. */
  public Guard substitute(Map<Axis, Affine> replacements) {
    return new Guard(index.substitute(replacements), extent);
  }

  @Override
  public String toString() {
    return "0 <= " + index + " < " + extent;
  }
}
