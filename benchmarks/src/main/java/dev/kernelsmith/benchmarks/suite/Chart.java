package dev.kernelsmith.benchmarks.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A chart of which share of the machine's peak trainings, predictions and the longest kernels of a training reach, as SVG. */
final class Chart {
  private static final int WIDTH = 900;
  private static final int LEFT = 330;
  private static final int ROW = 20;
  private static final int TOP = 64;
  private static final int LONGEST = 6;
  private static final double PERCENT = 4.2;
  private static final String WHOLE = "#2f5d8a";
  private static final String ARITHMETIC = "#6ba36b";
  private static final String MEMORY = "#d08a3c";

  private final StringBuilder svg = new StringBuilder();
  private int y = TOP;

  private Chart() {}

  /** A row: a heading where it has no bar. */
  private record Row(String text, double percent, String colour) {
    boolean hasBar() {
      return !colour.isEmpty();
    }
  }

  /** The text of the file. */
  static String of(Results results) {
    List<Row> rows = new ArrayList<>();
    for (String workload : results.figures().stream().map(Figure::workload).distinct().toList()) {
      rows.add(new Row(workload + "  " + Workload.valueOf(workload).title(), 0, ""));
      results.figures().stream()
          .filter(f -> f.workload().equals(workload) && f.name().startsWith(Names.SHARE))
          .forEach(f -> rows.add(new Row(f.name().substring(Names.SHARE.length()), f.median(), WHOLE)));
      results.kernelFigures().stream()
          .filter(k -> k.workload().equals(workload) && k.program().equals("Training") && !Double.isNaN(k.ofPeak()))
          .sorted(Comparator.comparing(KernelFigure::micros).reversed())
          .limit(LONGEST)
          .forEach(k -> rows.add(new Row(k.kernel(), 100 * k.ofPeak(), k.boundByMemory() ? MEMORY : ARITHMETIC)));
    }
    return new Chart().write(results, rows);
  }

  private String write(Results results, List<Row> rows) {
    int height = TOP + ROW * (rows.size() + 1);
    svg.append(String.format(Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
        WIDTH, height, WIDTH, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(12, 20, "start", "bold", "Share of the machine's peak, " + results.time());
    text(12, 36, "start", "normal", results.machine());
    legend();
    for (int percent = 0; percent <= 100; percent += 25) {
      double x = LEFT + PERCENT * percent;
      svg.append(
          String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ccc\"/>%n", x, TOP, x,
              height - ROW));
      text(x, height - 5, "middle", "normal", percent + " %");
    }
    rows.forEach(this::add);
    return svg.append("</svg>\n").toString();
  }

  private void legend() {
    int x = 12;
    for (Row row : List.of(new Row("whole, of FMA", 0, WHOLE), new Row("kernel of a training, of FMA", 0, ARITHMETIC),
        new Row("of a stream loop, which binds it", 0, MEMORY))) {
      svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"44\" width=\"10\" height=\"10\" fill=\"%s\"/>%n", x,
          row.colour()));
      text(x + 14, 53, "start", "normal", row.text());
      x += 200;
    }
  }

  private void add(Row row) {
    if (!row.hasBar()) {
      text(12, y + 14, "start", "bold", row.text());
    } else {
      text(LEFT - 6, y + 14, "end", "normal", row.text());
      double width = PERCENT * Math.min(row.percent(), 120);
      svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
          LEFT, y + 3,
          width, ROW - 6, row.colour()));
      text(LEFT + width + 4, y + 14, "start", "normal", Numbers.three(row.percent()) + " %");
    }
    y += ROW;
  }

  private void text(double x, int baseline, String anchor, String weight, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n",
        x, baseline,
        anchor, weight, escaped));
  }
}
