package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.compare.Medians;
import dev.kernelsmith.benchmarks.suite.Figure;
import java.util.List;

/**
 * A figure of a library.
 *
 * @param library its title
 * @param quantity what was measured
 * @param threads threads that computed
 * @param figure the figure, whose name does not have the library
 */
record Measurement(String library, Quantity quantity, int threads, Figure figure) {
  String workload() {
    return figure.workload();
  }

  /** One figure from those of several rounds: the median of their medians. */
  static Figure together(List<Figure> rounds) {
    Figure first = rounds.getFirst();
    return new Figure(
        first.workload(), first.name(), first.unit(), Medians.of(rounds.stream().map(Figure::median).toList()),
        rounds.stream().mapToDouble(Figure::least).min().orElseThrow(),
        rounds.stream().mapToDouble(Figure::most).max().orElseThrow(), rounds.stream().allMatch(Figure::steady),
        first.moreIsBetter(),
        rounds.size() == 1 ? first.how() : first.how() + ", and of " + rounds.size() + " JVMs in turns with others");
  }

  /** The figure with the library in front of its name, for all but ours. */
  Figure named() {
    return library.equals(Library.OURS) ? figure
        : new Figure(
            figure.workload(), library + ": " + figure.name(), figure.unit(), figure.median(), figure.least(),
            figure.most(), figure.steady(), figure.moreIsBetter(), figure.how());
  }
}
