package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.CompiledNetwork;
import java.util.ArrayList;
import java.util.List;

/** Measures predictions through the public API. */
final class PredictionProbe {
  private static final int MANY = 256;

  private final Workload workload;
  private final Protocol protocol;
  private final CompiledNetwork network;
  private final float[][] inputs;
  private int next;

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
    network.engine().warmUpPredictions();
    List<Figure> figures = new ArrayList<>(one());
    figures.add(many(1));
    if (threads > 1) {
      figures.add(many(threads));
    }
    return figures;
  }

  /** The distribution of the time of a call for one sample. */
  private List<Figure> one() {
    CallTimes times = CallTimes.measure(protocol, this::predictNext);
    String how =
        "after NetworkEngine.warmUpPredictions(), time of each call of predict(float[]) by the clock, which itself takes some 25 ns; "
            + protocol.words();
    return List.of(
        Figure.of(workload, Names.ONE, "us", times.half(), times.steady(), false, how),
        Figure.of(workload, "one prediction, p99", "us", times.nearlyAll(), times.steady(), false, how));
  }

  private void predictNext() {
    last += network.predict(inputs[next])[0];
    next = (next + 1) % inputs.length;
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
