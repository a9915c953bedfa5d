package dev.kernelsmith.benchmarks.sizes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.benchmarks.suite.Protocol;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SizesMainTest {
  private final StringWriter out = new StringWriter();
  private final PrintWriter printer = new PrintWriter(out, true);

  private List<String> lines() {
    return out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  /** A whole run, with windows so short that its figures say nothing. */
  @Test
  void compilesAndMeasuresNetworks() throws Exception {
    SizedNetwork dense = SizedNetwork.dense(8, 2);
    SizedNetwork image = SizedNetwork.convolution(5, 7, 3, 1);
    new SizesMain(printer, new PrintWriter(new StringWriter())).measure(
        List.of(new Comparison("unlike", image, 2, dense, 3)),
        List.of(new Sizes.Curve("by batch", List.of(new Sizes.Point(3, dense, 3), new Sizes.Point(4, dense, 4)))),
        new Protocol(1, 20, 10, 2, 0, 0));
    List<String> lines = lines();
    assertTrue(lines.stream().anyMatch(line -> line.matches("unlike ~?[0-9.]+ ~?[0-9.]+ [0-9]+ %.*")), out.toString());
    assertTrue(lines.stream().anyMatch(line -> line.matches("3 ~?[0-9,.]+ [0-9.]+")), out.toString());
    assertTrue(lines.stream().anyMatch(line -> line.matches("4 ~?[0-9,.]+ [0-9.]+")), out.toString());
  }

  @Test
  void tableSaysWhatIsBelowTheGoal() {
    SizedNetwork odd = SizedNetwork.dense(10, 2);
    SizedNetwork round = SizedNetwork.dense(8, 2);
    List<SizeFigure> figures =
        List.of(
            new SizeFigure(odd, 64, 100, 74, true), new SizeFigure(odd, 7, 100, 75, false),
            new SizeFigure(round, 64, 100, 100, true));
    List<Comparison> comparisons =
        List.of(new Comparison("a", odd, 64, round, 64), new Comparison("b", odd, 7, round, 64));
    assertEquals(1, new SizeTable(figures, printer).printComparisons(comparisons));
    assertTrue(lines().contains("a 74.0 100 74 % below 75 %"), out.toString());
    assertTrue(lines().contains("b ~75.0 100 75 %"), out.toString());
    assertTrue(lines().contains("1 of 2 are below 75 % of the nearest round size"), out.toString());
  }

  @Test
  void roundSizesAreMultiplesOfEight() {
    assertEquals(List.of(8, 8, 16, 48, 96), List.of(3, 10, 17, 50, 100).stream().map(Sizes::rounded).toList());
    assertEquals(List.of(8, 8, 8, 16), List.of(1, 7, 12, 13).stream().map(Sizes::rounded).toList());
  }

  @Test
  void everythingThatIsPrintedIsMeasuredOnce() {
    List<Comparison> comparisons = Sizes.comparisons();
    Map<SizedNetwork, List<Integer>> batches = Sizes.batches(comparisons, Sizes.curves());
    for (Comparison c : comparisons) {
      assertTrue(batches.get(c.odd()).contains(c.oddBatch()) && batches.get(c.round()).contains(c.roundBatch()));
    }
    for (List<Integer> sizes : batches.values()) {
      Set<Integer> once = new HashSet<>(sizes);
      assertEquals(sizes.size(), once.size());
    }
    assertEquals(2 * (4 + 4) + 1, comparisons.size(), "channels and batches of both kinds, and an image");
  }
}
