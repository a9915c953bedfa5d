package dev.kernelsmith.benchmarks.tornado;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times per step by contender: medians over the rounds, and how many times faster each contender is than every other but
 * the last, round by round.
 */
final class SpeedTable {
  private final int batch;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private static final class Row {
    private final List<Double> millis = new ArrayList<>();
    private int kernels;
    private StepProfile profile = new StepProfile(List.of(), 0, 0);
  }

  SpeedTable(int batch, List<String> names) {
    this.batch = batch;
    names.forEach(name -> rows.put(name, new Row()));
  }

  /** Adds a round of a contender. */
  void add(String name, double millisPerStep) {
    row(name).millis.add(millisPerStep);
  }

  /** Adds what one step of a contender does. */
  void describe(String name, int kernels, StepProfile profile) {
    row(name).kernels = kernels;
    row(name).profile = profile;
  }

  /** Prints all; bytes are those that one step moves between host and device. */
  void print(PrintStream out) {
    List<String> others = List.copyOf(rows.keySet()).subList(0, Math.max(1, rows.size() - 1));
    out.printf(
        Locale.ROOT, "%-12s%10s%10s%12s%10s%12s%14s", "", "ms/step", "least", "samples/s", "kernels", "kernel ms",
        "bytes moved");
    others.forEach(other -> out.printf(Locale.ROOT, "%20s", "faster than " + other));
    out.println();
    rows.forEach(
        (name, row) -> {
          double median = median(row.millis);
          double kernelMillis = row.profile.tasks().stream().mapToLong(StepProfile.Task::nanos).sum() / 1e6;
          out.printf(
              Locale.ROOT, "%-12s%10.3f%10.3f%,12.0f%10d%12.3f%,14d", name, median,
              row.millis.stream().min(Double::compare).orElseThrow(), batch * 1e3 / median, row.kernels, kernelMillis,
              row.profile.bytesIn() + row.profile.bytesOut());
          others.forEach(other -> out.printf(Locale.ROOT, "%20.2f", timesFaster(row, row(other))));
          out.println();
        });
  }

  private static double timesFaster(Row row, Row other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < row.millis.size(); round++) {
      ratios.add(other.millis.get(round) / row.millis.get(round));
    }
    return median(ratios);
  }

  private Row row(String name) {
    Row row = rows.get(name);
    if (row == null) {
      throw new IllegalArgumentException("there is no row " + name);
    }
    return row;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
