package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.suite.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How many times better ours is than the best of the others. */
final class Ratios {
  static final String NAME = "times better than the best peer: ";

  private final List<Measurement> measurements;

  Ratios(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
  }

  /** With so many threads each; empty where ours or all others are missing. */
  Optional<Figure> of(String workload, Quantity quantity, int threads) {
    return of(workload, quantity, quantity.name(threads), m -> m.threads() == threads);
  }

  /** Each with as many threads as suit it best. */
  Optional<Figure> ofBest(String workload, Quantity quantity) {
    return of(workload, quantity, quantity.title() + ", whatever threads", m -> true);
  }

  /** All there are. */
  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    List<Integer> threads = measurements.stream().map(Measurement::threads).distinct().sorted().toList();
    for (String workload : measurements.stream().map(Measurement::workload).distinct().toList()) {
      for (Quantity quantity : Quantity.values()) {
        threads.forEach(count -> of(workload, quantity, count).ifPresent(figures::add));
        ofBest(workload, quantity).ifPresent(figures::add);
      }
    }
    return figures;
  }

  private Optional<Figure> of(String workload, Quantity quantity, String name, Predicate<Measurement> threads) {
    List<Measurement> alike =
        measurements.stream()
            .filter(m -> m.workload().equals(workload) && m.quantity() == quantity && threads.test(m)).toList();
    Optional<Measurement> ours = best(alike, m -> m.library().equals(Library.OURS));
    Optional<Measurement> other = best(alike, m -> !m.library().equals(Library.OURS));
    if (ours.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    double ratio = ours.get().figure().timesBetterThan(other.get().figure());
    boolean steady = ours.get().figure().steady() && other.get().figure().steady();
    return Optional.of(
        new Figure(workload, NAME + name, "", ratio, ratio, ratio, steady, true, "against " + other.get().library()));
  }

  private static Optional<Measurement> best(List<Measurement> alike, Predicate<Measurement> whose) {
    Comparator<Measurement> byMedian = Comparator.comparingDouble(m -> m.figure().median());
    return alike.stream().filter(whose)
        .max(alike.isEmpty() || alike.getFirst().quantity().moreIsBetter() ? byMedian : byMedian.reversed());
  }
}
