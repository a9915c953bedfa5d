package dev.kernelsmith.benchmarks.sizes;

import dev.kernelsmith.benchmarks.sizes.SizedNetwork.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** What is measured. */
final class Sizes {
  /** Round sizes are multiples of this. */
  private static final int ROUND = 8;

  /** Samples of a step where no other number is said. */
  static final int BATCH = 64;
  private static final int[] ODD_CHANNELS = {3, 10, 17, 50};
  private static final int[] ODD_BATCHES = {1, 2, 7, 100};
  private static final int ODD_HEIGHT = 27;
  private static final int ODD_WIDTH = 31;
  private static final int SIDE = 32;
  private static final int CHANNELS = 16;
  private static final int UNITS = 256;
  private static final int DEPTH = 2;

  private Sizes() {}

  /** A curve of step times. */
  record Curve(String what, List<Point> points) {}

  /** A point of a curve. */
  record Point(int x, SizedNetwork network, int batch) {}

  private static SizedNetwork network(Kind kind, int channels, int depth) {
    return kind == Kind.DENSE ? SizedNetwork.dense(channels, depth)
        : SizedNetwork.convolution(SIDE, SIDE, channels, depth);
  }

  private static int width(Kind kind) {
    return kind == Kind.DENSE ? UNITS : CHANNELS;
  }

  /** The nearest round size; the smaller one of two. */
  static int rounded(int size) {
    return Math.max(ROUND, (size + ROUND / 2 - 1) / ROUND * ROUND);
  }

  static List<Comparison> comparisons() {
    List<Comparison> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      String layers = kind == Kind.DENSE ? "dense" : "convolution";
      for (int channels : ODD_CHANNELS) {
        int round = rounded(channels);
        all.add(
            new Comparison(
                String.format(Locale.ROOT, "%s, %s %d : %d", layers, kind == Kind.DENSE ? "units" : "channels",
                    channels,
                    round),
                network(kind, channels, DEPTH), BATCH, network(kind, round, DEPTH), BATCH));
      }
      for (int batch : ODD_BATCHES) {
        SizedNetwork same = network(kind, width(kind), DEPTH);
        all.add(
            new Comparison(
                String.format(Locale.ROOT, "%s, batch %d : %d", layers, batch, rounded(batch)), same, batch, same,
                rounded(batch)));
      }
    }
    all.add(
        new Comparison(
            String.format(Locale.ROOT, "convolution, image %dx%d : %dx%d", ODD_HEIGHT, ODD_WIDTH, SIDE, SIDE),
            SizedNetwork.convolution(ODD_HEIGHT, ODD_WIDTH, CHANNELS, DEPTH), BATCH,
            network(Kind.CONVOLUTION, CHANNELS, DEPTH), BATCH));
    return all;
  }

  static List<Curve> curves() {
    List<Curve> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      boolean dense = kind == Kind.DENSE;
      String layers = dense ? "dense" : "convolution";
      int width = width(kind);
      all.add(
          curve(layers + ", by batch", new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256},
              batch -> new Point(batch, network(kind, width, DEPTH), batch)));
      all.add(
          curve(layers + ", by " + (dense ? "units" : "channels"),
              dense ? new int[] {16, 64, 256, 1024, 4096} : new int[] {8, 16, 32, 64, 128},
              channels -> new Point(channels, network(kind, channels, DEPTH), BATCH)));
      all.add(
          curve(layers + ", by depth", new int[] {1, 2, 4, 8, 16},
              depth -> new Point(depth, network(kind, width, depth), BATCH)));
    }
    return all;
  }

  private static Curve curve(String what, int[] xs, IntFunction<Point> point) {
    return new Curve(what, Arrays.stream(xs).mapToObj(point).toList());
  }

  /** Which networks are to be measured with which batches. */
  static Map<SizedNetwork, List<Integer>> batches(List<Comparison> comparisons, List<Curve> curves) {
    Map<SizedNetwork, List<Integer>> all = new LinkedHashMap<>();
    for (Comparison c : comparisons) {
      add(all, c.odd(), c.oddBatch());
      add(all, c.round(), c.roundBatch());
    }
    curves.forEach(curve -> curve.points().forEach(p -> add(all, p.network(), p.batch())));
    return all;
  }

  private static void add(Map<SizedNetwork, List<Integer>> all, SizedNetwork network, int batch) {
    List<Integer> batches = all.computeIfAbsent(network, n -> new ArrayList<>());
    if (!batches.contains(batch)) {
      batches.add(batch);
    }
  }
}
