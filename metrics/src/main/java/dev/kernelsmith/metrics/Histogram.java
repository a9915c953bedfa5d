package dev.kernelsmith.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** How values are spread: bins of equal width from the least finite one to the greatest. */
final class Histogram {
  private static final int BINS = 40;

  private Histogram() {}

  /** Figures and bins, as a run folder has them. */
  static Map<String, Object> of(float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    int finite = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        squares += (double) value * value;
        finite++;
      }
    }
    int[] bins = new int[BINS];
    double mean = finite == 0 ? 0 : sum / finite;
    double distances = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        double place = max > min ? (value - min) / (max - min) * BINS : BINS / 2.0;
        bins[(int) Math.min(BINS - 1, place)]++;
        distances += (value - mean) * (value - mean);
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("count", values.length);
    figures.put("notFinite", values.length - finite);
    figures.put("min", finite == 0 ? 0.0 : min);
    figures.put("max", finite == 0 ? 0.0 : max);
    figures.put("mean", mean);
    figures.put("deviation", finite == 0 ? 0.0 : Math.sqrt(distances / finite));
    figures.put("norm", Math.sqrt(squares));
    figures.put("bins", bins);
    return figures;
  }
}
