package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Numbers;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.TextTable;
import dev.kernelsmith.benchmarks.suite.Workload;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints what was measured of each library, and how many times better ours is than the best of the others. */
final class PeerTable {
  private static final String NONE = "-";
  private static final String UNSTEADY = "~";

  private final PeerResults results;
  private final List<Measurement> measurements;
  private final Ratios ratios;
  private final List<String> titles;

  PeerTable(PeerResults results, List<Measurement> measurements) {
    this.results = results;
    this.measurements = measurements;
    ratios = new Ratios(measurements);
    titles =
        results.libraries().stream().map(PeerState::title)
            .filter(title -> measurements.stream().anyMatch(m -> m.library().equals(title))).toList();
  }

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "%s, %s%nKernels: %s. JVM: %s%n%n", results.results().time(), results.results().machine(),
        results.results().kernels(), String.join(" ", results.results().jvmOptions()));
    TextTable table = new TextTable(2);
    List<String> head = new ArrayList<>(List.of("", ""));
    head.addAll(titles);
    head.addAll(List.of("ours / best", "best peer"));
    table.add(head);
    List<String> workloads = measurements.stream().map(Measurement::workload).distinct().toList();
    List<Integer> threads = measurements.stream().map(Measurement::threads).distinct().sorted().toList();
    for (String workload : workloads) {
      for (Quantity quantity : Quantity.values()) {
        threads.forEach(count -> addRow(table, workload, quantity, count));
        if (threads.size() > 1) {
          addBest(table, workload, quantity);
        }
      }
    }
    table.print(out);
    Protocol protocol = results.results().protocol();
    out.printf(Locale.ROOT,
        "%n%s Still becoming faster, or disturbed by other work, when it was measured. Each figure: %s.%n", UNSTEADY,
        protocol.words());
    workloads.forEach(name -> out.printf(Locale.ROOT, "%s: %s%n", name, Workload.valueOf(name).title()));
    results.libraries().forEach(library -> print(library, out));
  }

  private void addRow(TextTable table, String workload, Quantity quantity, int threads) {
    List<String> row = new ArrayList<>(List.of(workload, quantity.name(threads) + ", " + quantity.unit()));
    boolean any = false;
    for (String title : titles) {
      Optional<Figure> figure = figure(title, workload, quantity, threads);
      any |= figure.isPresent();
      row.add(figure.map(f -> (f.steady() ? "" : UNSTEADY) + Numbers.three(f.median())).orElse(NONE));
    }
    if (any) {
      addRatio(row, ratios.of(workload, quantity, threads));
      table.add(row);
    }
  }

  private void addBest(TextTable table, String workload, Quantity quantity) {
    Optional<Figure> ratio = ratios.ofBest(workload, quantity);
    if (ratio.isPresent()) {
      List<String> row = new ArrayList<>(List.of(workload, quantity.title() + ", whatever threads"));
      titles.forEach(title -> row.add(""));
      addRatio(row, ratio);
      table.add(row);
    }
  }

  private static void addRatio(List<String> row, Optional<Figure> ratio) {
    row.add(ratio.map(r -> (r.steady() ? "" : UNSTEADY) + Numbers.three(r.median())).orElse(NONE));
    row.add(ratio.map(r -> r.how().replaceFirst("^against ", "")).orElse(NONE));
  }

  private Optional<Figure> figure(String library, String workload, Quantity quantity, int threads) {
    return measurements.stream()
        .filter(m -> m.library().equals(library) && m.workload().equals(workload) && m.quantity() == quantity
            && m.threads() == threads)
        .map(Measurement::figure).findFirst();
  }

  private static void print(PeerState library, PrintWriter out) {
    String version = library.version().isEmpty() ? "" : " " + library.version();
    if (library.problems().isEmpty()) {
      out.printf(Locale.ROOT, "%s%s%n", library.title(), version);
    }
    library.problems().forEach(problem -> out.printf(Locale.ROOT, "%s%s: %s%n", library.title(), version, problem));
  }
}
