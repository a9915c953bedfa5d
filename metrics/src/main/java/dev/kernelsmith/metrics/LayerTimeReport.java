package dev.kernelsmith.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of a training goes: shares of what its threads do, which add up to 1.
 *
 * @param layers a row for each layer, in their order
 * @param input share of what hands samples in, layer by layer of memory, before the first layer
 * @param update share of the optimizer, which is that of all layers, and what is frozen has none
 * @param data share of reading samples: copying and changing them, on the threads that train
 * @param validation share of predictions and evaluations within the training
 * @param rest share of all else: listeners, waiting for other threads
 * @param unknown share of what stands in generated code, but could not be told apart
 * @param stacks how many stacks these shares are counted from
 * @param sampleNanos processor time of all threads for one sample
 * @param seconds how long was measured
 * @param threads how many threads
 */
public record LayerTimeReport(List<LayerTime> layers, double input, double update, double data, double validation,
    double rest, double unknown, int stacks, double sampleNanos, double seconds, int threads) {
  /** Copies the list. */
  public LayerTimeReport {
    layers = List.copyOf(layers);
  }

  /** How far a share may be off, by chance: two standard deviations of a share that is counted from so many stacks. */
  public double accuracy(double share) {
    return 2 * Math.sqrt(Math.max(share * (1 - share), 0) / stacks);
  }

  /** Microseconds of processor time that a share is of one sample. */
  public double microseconds(double share) {
    return share * sampleNanos / 1000;
  }

  /** A table, a row for each layer and for all else. */
  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {"layer", "forward", "backward", "update", "all", "us/sample", "GFLOP/s forward", "backward"});
    for (LayerTime layer : layers) {
      rows.add(
          new String[] {layer.layer(), layer.joined() ? "joined" : percent(layer.forward()), percent(layer.backward()),
            percent(layer.update()), percent(layer.share()), micros(layer.share()), rate(layer.forwardGigaflops()),
            rate(layer.backwardGigaflops())});
    }
    rest(rows, "handing samples in", input);
    rest(rows, "reading samples", data);
    rest(rows, "validation", validation);
    rest(rows, "not told apart", unknown);
    rest(rows, "all else", rest);
    return Text.table(rows) + String.format(Locale.ROOT,
        "%s of %s in %.1f s, so that a share of 10 %% may be off by %.1f %%; %.2f us of processor time a sample%n",
        Text.count(stacks, "stack"), Text.count(threads, "thread"), seconds, 100 * accuracy(0.1), sampleNanos / 1000);
  }

  private void rest(List<String[]> rows, String name, double share) {
    if (share > 0) {
      rows.add(new String[] {name, "", "", "", percent(share), micros(share), "", ""});
    }
  }

  private String micros(double share) {
    return String.format(Locale.ROOT, "%.3f", microseconds(share));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String rate(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "";
  }
}
