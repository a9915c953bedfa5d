package dev.kernelsmith.benchmarks.compare;

import java.util.List;

/** The value in the middle, which one disturbed measurement cannot move far. */
public final class Medians {
  private Medians() {}

  /**
   * The median: the mean of the two in the middle where their number is even.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public static double of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there is no median of no values");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
