package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.compare.Medians;
import java.util.Collections;
import java.util.List;

/**
 * One measured number.
 *
 * @param workload what it is of
 * @param name what was measured
 * @param unit its unit
 * @param median the number: the median of what was measured several times
 * @param least the least of these
 * @param most the most of these
 * @param steady whether the warm-up had ended when it was measured
 * @param moreIsBetter whether it is a speed, rather than a time or memory
 * @param how how it was measured
 */
public record Figure(String workload, String name, String unit, double median, double least, double most,
    boolean steady,
    boolean moreIsBetter, String how) {
  /** The median of several measurements, the least and the most. */
  public static Figure of(Workload workload, String name, String unit, List<Double> values, boolean steady,
      boolean moreIsBetter, String how) {
    return of(workload.name(), name, unit, values, steady, moreIsBetter, how);
  }

  /** The same of what is no workload. */
  public static Figure of(String workload, String name, String unit, List<Double> values, boolean steady,
      boolean moreIsBetter, String how) {
    return new Figure(
        workload, name, unit, Medians.of(values), Collections.min(values), Collections.max(values), steady,
        moreIsBetter, how);
  }

  /** One measurement. */
  public static Figure of(Workload workload, String name, String unit, double value, boolean moreIsBetter, String how) {
    return of(workload, name, unit, List.of(value), true, moreIsBetter, how);
  }

  /** Name and unit. */
  public String title() {
    return unit.isEmpty() ? name : name + ", " + unit;
  }

  /** How many times better than another one of the same title: above 1 where this is faster, or takes less. */
  public double timesBetterThan(Figure other) {
    return moreIsBetter ? median / other.median : other.median / median;
  }
}
