package dev.kernelsmith.benchmarks.suite;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints how results compare with those of an earlier run. */
final class BaselineTable {
  private final Results results;
  private final Results baseline;
  private final PrintWriter out;

  BaselineTable(Results results, Results baseline, PrintWriter out) {
    this.results = results;
    this.baseline = baseline;
    this.out = out;
  }

  void print() {
    out.printf(Locale.ROOT, "Times better than %s: above 1 is faster, or less memory%n", baseline.time());
    if (!baseline.machine().equals(results.machine())) {
      out.println("That was another machine, or another JVM: " + baseline.machine());
    }
    if (!baseline.protocol().equals(results.protocol())) {
      out.println("It was measured by another protocol: " + baseline.protocol().words());
    }
    Map<String, Figure> earlier = new HashMap<>();
    baseline.figures().forEach(figure -> earlier.put(figure.workload() + figure.title(), figure));
    List<Figure> both = results.figures().stream().filter(f -> earlier.containsKey(f.workload() + f.title())).toList();
    ResultTable.table(both, f -> ratio(f.timesBetterThan(earlier.get(f.workload() + f.title())))).print(out);
    out.println();
  }

  private static String ratio(double ratio) {
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "-";
  }
}
