package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.suite.MachineProbe.Peak;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Prints results for people. */
final class ResultTable {
  /** Share of its program from which on a kernel has a row. */
  private static final double WORTH_A_ROW = 0.03;
  private static final String UNSTEADY = "~";

  private final Results results;
  private final PrintWriter out;

  ResultTable(Results results, PrintWriter out) {
    this.results = results;
    this.out = out;
  }

  void print() {
    out.printf(Locale.ROOT, "%s, %s%nKernels: %s. JVM: %s%n", results.time(), results.machine(), results.kernels(),
        String.join(" ", results.jvmOptions()));
    for (Peak peak : results.peaks()) {
      out.printf(Locale.ROOT, "Peak of %s: %s GFLOP/s in registers, %s GB/s from memory%n",
          Threads.words(peak.threads()),
          Numbers.three(peak.gigaflops()), Numbers.three(peak.gigabytes()));
    }
    out.println();
    table(results.figures(), ResultTable::cell).print(out);
    out.println();
    out.println(UNSTEADY + " Still becoming faster, or disturbed by other work, when it was measured.");
    notes().forEach((how, names) -> out.println(String.join("; ", names) + ": " + how + "."));
    results.figures().stream().map(Figure::workload).distinct().forEach(this::printKernels);
    out.println();
  }

  private static String cell(Figure figure) {
    return (figure.steady() ? "" : UNSTEADY) + Numbers.three(figure.median());
  }

  /** A row for each kind of figures, a column for each workload. */
  static TextTable table(List<Figure> figures, Function<Figure, String> cell) {
    List<String> workloads = figures.stream().map(Figure::workload).distinct().toList();
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Figure figure : figures) {
      rows.computeIfAbsent(figure.title(), title -> new LinkedHashMap<>()).put(figure.workload(), cell.apply(figure));
    }
    TextTable table = new TextTable(1);
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(workloads);
    table.add(head);
    rows.forEach((title, cells) -> {
      List<String> row = new ArrayList<>(List.of(title));
      workloads.forEach(workload -> row.add(cells.getOrDefault(workload, "-")));
      table.add(row);
    });
    return table;
  }

  /** How figures were measured, with the names of those that were measured alike. */
  private Map<String, List<String>> notes() {
    Map<String, List<String>> notes = new LinkedHashMap<>();
    for (Figure figure : results.figures()) {
      List<String> names = notes.computeIfAbsent(figure.how(), how -> new ArrayList<>());
      if (!names.contains(figure.name())) {
        names.add(figure.name());
      }
    }
    return notes;
  }

  private void printKernels(String workload) {
    List<KernelFigure> kernels = results.kernelFigures().stream().filter(k -> k.workload().equals(workload)).toList();
    out.printf(Locale.ROOT, "%n%s, %s: kernels of at least %.0f %% of their program, on one thread%n", workload,
        Workload.valueOf(workload).title(), 100 * WORTH_A_ROW);
    TextTable table = new TextTable(2);
    table.add(List.of("program", "kernel", "samples", "us", "of program", "GFLOP/s", "GB/s", "of peak", "bound by"));
    for (KernelFigure kernel : kernels) {
      if (kernel.ofProgram() >= WORTH_A_ROW) {
        table.add(List.of(
            kernel.program(), kernel.kernel(), kernel.samples() == 0 ? "" : Integer.toString(kernel.samples()),
            (kernel.steady() ? "" : UNSTEADY) + Numbers.three(kernel.micros()), percent(kernel.ofProgram()),
            Numbers.three(kernel.gigaflops()), Numbers.three(kernel.gigabytes()), percent(kernel.ofPeak()),
            kernel.boundByMemory() ? "memory" : "arithmetic"));
      }
    }
    table.print(out);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
