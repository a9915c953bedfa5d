package dev.kernelsmith.benchmarks.sizes;

import dev.kernelsmith.benchmarks.suite.Numbers;
import dev.kernelsmith.benchmarks.suite.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what was measured of sizes. */
final class SizeTable {
  private static final double GOAL = 0.75;
  private static final String UNSTEADY = "~";

  private final List<SizeFigure> figures;
  private final PrintWriter out;

  SizeTable(List<SizeFigure> figures, PrintWriter out) {
    this.figures = figures;
    this.out = out;
  }

  /**
   * Prints comparisons.
   *
   * @return how many are below the goal
   */
  int printComparisons(List<Comparison> comparisons) {
    out.printf(Locale.ROOT, "GFLOP/s of trainings, one thread, batch %d where no other is said%n", Sizes.BATCH);
    TextTable table = new TextTable(1);
    table.add(List.of("size : nearest round one", "GFLOP/s", "round", "share", ""));
    int below = 0;
    for (Comparison c : comparisons) {
      SizeFigure odd = figure(c.odd(), c.oddBatch());
      SizeFigure round = figure(c.round(), c.roundBatch());
      double share = odd.gigaflops() / round.gigaflops();
      boolean falls = share < GOAL;
      below += falls ? 1 : 0;
      table.add(
          List.of(c.what(), marked(odd, odd.gigaflops()), marked(round, round.gigaflops()),
              String.format(Locale.ROOT, "%.0f %%", 100 * share),
              falls ? String.format(Locale.ROOT, "below %.0f %%", 100 * GOAL) : ""));
    }
    table.print(out);
    out.printf(Locale.ROOT, "%d of %d are below %.0f %% of the nearest round size%n%n", below, comparisons.size(),
        100 * GOAL);
    return below;
  }

  void printCurves(List<Sizes.Curve> curves) {
    for (Sizes.Curve curve : curves) {
      TextTable table = new TextTable(0);
      table.add(List.of(curve.what(), "us a step", "GFLOP/s"));
      for (Sizes.Point point : curve.points()) {
        SizeFigure figure = figure(point.network(), point.batch());
        table.add(
            List.of(Integer.toString(point.x()), marked(figure, figure.micros()), Numbers.three(figure.gigaflops())));
      }
      table.print(out);
      out.println();
    }
    out.println(UNSTEADY + " Still becoming faster, or disturbed by other work, when it was measured.");
  }

  private static String marked(SizeFigure figure, double value) {
    return (figure.steady() ? "" : UNSTEADY) + Numbers.three(value);
  }

  private SizeFigure figure(SizedNetwork network, int batch) {
    return figures.stream().filter(f -> f.network().equals(network) && f.batch() == batch).findFirst()
        .orElseThrow(() -> new IllegalStateException(network + " was not measured with batches of " + batch));
  }
}
