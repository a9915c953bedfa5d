package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.CompiledNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures predictions through the public API. */
final class PredictionProbe {
  private static final int MANY = 256;

  /** Calls of a window whose times are kept; a window ends early where there are more. */
  private static final int MOST_TIMES = 1 << 21;

  private final Workload workload;
  private final Protocol protocol;
  private final CompiledNetwork network;
  private final float[][] inputs;

  /** Keeps results in use. */
  private float last;

  PredictionProbe(Workload workload, Protocol protocol) {
    this.workload = workload;
    this.protocol = protocol;
    network = workload.network();
    inputs = WorkloadSamples.of(workload).inputs(MANY);
  }

  /**
   * Measures single predictions, and those of many samples on one thread and on so many.
   *
   * @param threads threads that share a call
   */
  List<Figure> measure(int threads) {
    List<Figure> figures = new ArrayList<>(one());
    figures.add(many(1));
    if (threads > 1) {
      figures.add(many(threads));
    }
    return figures;
  }

  /** The distribution of the time of a call for one sample. */
  private List<Figure> one() {
    MeasuredWindows warmUp = MeasuredWindows.begun(protocol);
    int at = 0;
    while (!warmUp.counts()) {
      at = predict(at);
      warmUp.add(System.nanoTime(), 1);
    }
    long[] times = new long[MOST_TIMES];
    List<Double> half = new ArrayList<>();
    List<Double> nearlyAll = new ArrayList<>();
    for (int window = 0; window < protocol.windows(); window++) {
      int count = 0;
      long end = System.nanoTime() + protocol.windowMillis() * 1_000_000L;
      long after = 0;
      while (count == 0 || after < end && count < times.length) {
        long before = System.nanoTime();
        at = predict(at);
        after = System.nanoTime();
        times[count++] = after - before;
      }
      Arrays.sort(times, 0, count);
      half.add(times[count / 2] / 1e3);
      nearlyAll.add(times[(int) (count * 0.99)] / 1e3);
    }
    String how =
        "time of each call of predict(float[]) by the clock, which itself takes some 25 ns; " + protocol.words();
    return List.of(
        Figure.of(workload, Names.ONE, "us", half, warmUp.steady(), false, how),
        Figure.of(workload, "one prediction, p99", "us", nearlyAll, warmUp.steady(), false, how));
  }

  private int predict(int at) {
    last += network.predict(inputs[at])[0];
    return (at + 1) % inputs.length;
  }

  /** Samples a second, many of them a call that so many threads share. */
  private Figure many(int threads) {
    network.engine().threads(threads);
    MeasuredWindows windows = MeasuredWindows.begun(protocol);
    do {
      last += network.engine().predict(inputs)[0][0];
    } while (windows.add(System.nanoTime(), inputs.length));
    return Figure.of(workload, Names.MANY + ", " + Threads.words(threads), "samples/s", windows.rates(),
        windows.steady(), true,
        "calls of NetworkEngine.predict(float[][]), with NetworkEngine.threads(int); " + protocol.words());
  }

  /** What became of the results, for nobody but the compiler. */
  float last() {
    return last;
  }
}
