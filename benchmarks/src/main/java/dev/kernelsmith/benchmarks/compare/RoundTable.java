package dev.kernelsmith.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Speeds by round and contender, and how much faster the first contender is than each of the others. */
final class RoundTable {
  private final List<String> names;
  private final List<List<Double>> rounds = new ArrayList<>();

  RoundTable(List<String> names) {
    this.names = List.copyOf(names);
  }

  void printHeader(PrintStream out) {
    String speeds = names.stream().map(name -> String.format(Locale.ROOT, "%16s", name)).collect(Collectors.joining());
    String ratios =
        names.stream().skip(1).map(name -> String.format(Locale.ROOT, "%16s", "/ " + name))
            .collect(Collectors.joining());
    out.printf(Locale.ROOT, "samples/s%n%-8s%s%s%n", "round", speeds, ratios);
    out.flush();
  }

  /** Adds a round: one speed for each contender. */
  void printRound(List<Double> speeds, PrintStream out) {
    rounds.add(speeds);
    print(Integer.toString(rounds.size()), speeds, ratios(speeds), out);
  }

  /** Ends the table with the medians: of each speed, and of each ratio over the rounds. */
  void printMedians(PrintStream out) {
    List<List<Double>> ratios = rounds.stream().map(RoundTable::ratios).toList();
    print("median", medians(rounds), medians(ratios), out);
  }

  private static List<Double> ratios(List<Double> speeds) {
    return speeds.stream().skip(1).map(other -> speeds.getFirst() / other).toList();
  }

  private static List<Double> medians(List<List<Double>> rows) {
    return IntStream.range(0, rows.getFirst().size())
        .mapToObj(column -> Medians.of(rows.stream().map(row -> row.get(column)).toList()))
        .toList();
  }

  private static void print(String name, List<Double> speeds, List<Double> ratios, PrintStream out) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8s", name));
    speeds.forEach(speed -> line.append(String.format(Locale.ROOT, "%,16.0f", speed)));
    ratios.forEach(ratio -> line.append(String.format(Locale.ROOT, "%16.3f", ratio)));
    out.println(line);
    out.flush();
  }
}
