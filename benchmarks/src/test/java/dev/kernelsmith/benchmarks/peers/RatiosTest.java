package dev.kernelsmith.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.Results;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
  private static final List<Measurement> MEASUREMENTS =
      List.of(
          of(Library.OURS, Quantity.TRAINING, 1, 60, true), of(Library.OURS, Quantity.TRAINING, 2, 120, true),
          of("A", Quantity.TRAINING, 1, 40, true), of("A", Quantity.TRAINING, 2, 30, true),
          of("B", Quantity.TRAINING, 1, 20, true), of("B", Quantity.TRAINING, 2, 24, false),
          of(Library.OURS, Quantity.ONE, 1, 5, true), of("A", Quantity.ONE, 1, 8, true),
          of("B", Quantity.ONE, 1, 10, true), of(Library.OURS, Quantity.MANY, 1, 7, true));

  private static Measurement of(String library, Quantity quantity, int threads, double median, boolean steady) {
    return new Measurement(
        library, quantity, threads,
        new Figure(
            "W1", quantity.name(threads), quantity.unit(), median, median, median, steady, quantity.moreIsBetter(),
            "by the clock"));
  }

  @Test
  void comparesWithTheBest() {
    Ratios ratios = new Ratios(MEASUREMENTS);
    assertEquals(1.5, ratios.of("W1", Quantity.TRAINING, 1).orElseThrow().median(), 1e-12);
    assertEquals(4, ratios.of("W1", Quantity.TRAINING, 2).orElseThrow().median(), 1e-12);
    assertEquals(3, ratios.ofBest("W1", Quantity.TRAINING).orElseThrow().median(), 1e-12);
    Figure one = ratios.of("W1", Quantity.ONE, 1).orElseThrow();
    assertEquals(1.6, one.median(), 1e-12, "less time is better");
    assertEquals("against A", one.how());
    assertTrue(ratios.of("W1", Quantity.MANY, 1).isEmpty(), "no other was measured");
    assertTrue(ratios.of("W2", Quantity.ONE, 1).isEmpty());
    assertEquals(
        List.of(
            "times better than the best peer: training, 1 thread",
            "times better than the best peer: training, 2 threads",
            "times better than the best peer: training, whatever threads",
            "times better than the best peer: one prediction, p50, 1 thread",
            "times better than the best peer: one prediction, p50, whatever threads"),
        ratios.all().stream().map(Figure::name).toList());
  }

  @Test
  void tableHasEachLibraryAndWhyOneIsMissing() {
    Results figures =
        new Results("then", "a machine", "vector", List.of("-Xmx2g"), new Protocol(1, 2, 3, 4, 0, 0), List.of(),
            List.of(), List.of());
    PeerResults results =
        new PeerResults(
            figures,
            List.of(
                new PeerState(Library.OURS, "now", List.of()), new PeerState("A", "1.0", List.of()),
                new PeerState("B", "2.0", List.of("W2 training: it failed")), new PeerState("C", "", List.of("gone"))));
    StringWriter text = new StringWriter();
    new PeerTable(results, MEASUREMENTS).print(new PrintWriter(text, true));
    List<String> lines = text.toString().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    assertTrue(lines.contains("Kernelsmith A B ours / best best peer"), text.toString());
    assertTrue(lines.contains("W1 training, 1 thread, samples/s 60.0 40.0 20.0 1.50 A"), text.toString());
    assertTrue(lines.contains("W1 training, 2 threads, samples/s 120 30.0 ~24.0 4.00 A"), text.toString());
    assertTrue(lines.contains("W1 training, whatever threads 3.00 A"), text.toString());
    assertTrue(lines.contains("W1 prediction of 256, 1 thread, samples/s 7.00 - - - -"), text.toString());
    assertTrue(lines.contains("B 2.0: W2 training: it failed"), text.toString());
    assertTrue(lines.contains("C: gone"), text.toString());
    assertFalse(text.toString().contains("prediction of 256, 2 threads"), "nobody was measured");
  }

  @Test
  void roundsAreTakenTogether() {
    Figure first = new Figure("W1", "x", "us", 4, 3, 9, true, false, "by the clock");
    Figure second = new Figure("W1", "x", "us", 6, 5, 7, false, false, "by the clock");
    Figure third = new Figure("W1", "x", "us", 5, 2, 6, true, false, "by the clock");
    Figure together = Measurement.together(List.of(first, second, third));
    assertEquals(5, together.median());
    assertEquals(2, together.least());
    assertEquals(9, together.most());
    assertFalse(together.steady());
    assertEquals("A: x", new Measurement("A", Quantity.ONE, 1, together).named().name());
    assertEquals("x", new Measurement(Library.OURS, Quantity.ONE, 1, together).named().name());
  }
}
