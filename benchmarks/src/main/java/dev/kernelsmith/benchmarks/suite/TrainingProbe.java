package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingMemory;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.ArrayList;
import java.util.List;

/** Measures a training through the public API, in a JVM that has trained nothing yet. */
final class TrainingProbe {
  private final Workload workload;
  private final int threads;
  private final Protocol protocol;

  TrainingProbe(Workload workload, int threads, Protocol protocol) {
    this.workload = workload;
    this.threads = threads;
    this.protocol = protocol;
  }

  List<Figure> measure() {
    CompiledNetwork network = workload.network();
    WorkloadSamples samples = WorkloadSamples.of(workload);
    Clock clock = new Clock(workload.batch(), protocol);
    Trainer trainer =
        Trainer.of(network).epochs(Integer.MAX_VALUE).batchSize(workload.batch()).threads(threads).shuffle(false)
            .listener(clock);
    TrainingMemory memory = trainer.memory();
    trainer.fit(samples);
    String on = ", " + Threads.words(threads);
    List<Figure> figures = new ArrayList<>();
    figures
        .add(Figure.of(workload, Names.TRAINING + on, "samples/s", clock.windows.rates(), clock.windows.steady(), true,
            "steps of Trainer.fit; after the first step " + protocol.words()));
    figures.add(Figure.of(workload, "first step" + on, "s", clock.firstStep / 1e9, false,
        "from the call of fit to the end of the first step, in a new JVM"));
    double warm = clock.curve.secondsTo(figures.getFirst().median()).orElse(Double.NaN);
    figures.add(Figure.of(workload, "90 % of final speed" + on, "s", List.of(warm), clock.windows.steady(), false,
        "from the call of fit to the end of the first of two slices of " + SpeedCurve.SLICE_MILLIS
            + " ms in a row with 90 % of the median speed"));
    figures.add(Figure.of(workload, "planned memory" + on, "MB", memory.total() / 1e6, false, "Trainer.memory()"));
    ResidentMemory.peakBytes().ifPresent(
        bytes -> figures.add(Figure.of(workload, "resident memory" + on, "MB", bytes / 1e6, false,
            "the most that the JVM had resident (VmHWM) when the training had ended")));
    return figures;
  }

  /** Counts steps. */
  private static final class Clock implements TrainingListener {
    private final int batch;
    private final long start = System.nanoTime();
    private final SpeedCurve curve = new SpeedCurve();
    private final MeasuredWindows windows;
    private long firstStep;

    Clock(int batch, Protocol protocol) {
      this.batch = batch;
      windows = new MeasuredWindows(protocol);
    }

    @Override
    public void onStep(TrainingState state) {
      long now = System.nanoTime();
      if (firstStep == 0) {
        firstStep = now - start;
        windows.begin(now);
      }
      curve.add(now - start, batch);
      if (!windows.add(now, firstStep == now - start ? 0 : batch)) {
        state.stop();
      }
    }
  }
}
