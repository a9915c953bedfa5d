package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.EpochMetrics;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/**
 * What threads lose by waiting for each other between the phases of a step. A team trains a small network with many cuts; in turns with it, as
 * many threads train a network each, alone, on steps of the samples that a member of the team has. These do the same work and wait for
 * nobody. The fastest step of each counts, since other work on the machine can only slow a step: who waits for a thread that the operating
 * system has taken off its core loses more than any barrier costs.
 */
@Command(name = "BarrierCostMain", mixinStandardHelpOptions = true, description = "Tells what the barriers of a step with many phases cost.")
public final class BarrierCostMain implements Callable<Integer> {
  @Option(names = "--rounds", defaultValue = "9", description = "Rounds (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--epochs", defaultValue = "40", description = "Epochs in a round (default: ${DEFAULT-VALUE}).") private int epochs;

  @Option(names = "--steps", defaultValue = "100", description = "Steps of an epoch (default: ${DEFAULT-VALUE}).") private int steps;

  @Option(names = "--batch", defaultValue = "64", description = "Samples of a step (default: ${DEFAULT-VALUE}).") private int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Threads of the team (default: ${DEFAULT-VALUE}).") private int threads;

  private final PrintStream out;

  BarrierCostMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BarrierCostMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    int share = batch / threads;
    Dataset whole = NoiseData.of(batch * steps, 8 * 8 * 4);
    Dataset part = NoiseData.of(share * steps, 8 * 8 * 4);
    int cuts = Inside.program(Networks.smallNormalised(1)).training().phases() - 1;
    out.printf(Locale.ROOT, "%d cuts; steps of %d samples on %d threads, and of %d on each alone%n", cuts, batch,
        threads, share);
    List<Double> together = new ArrayList<>();
    List<Double> apart = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < rounds; round++) {
        together.add(fastest(Networks.smallNormalised(1), whole, batch, threads));
        apart.add(alone(pool, part, share));
        print("round " + (round + 1), together.getLast(), apart.getLast(), cuts);
      }
    }
    print("median", Medians.of(together), Medians.of(apart), cuts);
    print("least", Collections.min(together), Collections.min(apart), cuts);
    return 0;
  }

  private void print(String what, double team, double alone, int cuts) {
    out.printf(Locale.ROOT, "%s: a step takes %.1f us, alone %.1f us: %.1f us a cut, %.1f %% lost%n", what, team, alone,
        (team - alone) / cuts, 100 * (1 - alone / team));
    out.flush();
  }

  /** Microseconds of the fastest step. */
  private double fastest(CompiledNetwork network, Dataset data, int samples, int count) {
    StepClock clock = new StepClock();
    Trainer.of(network).epochs(epochs).batchSize(samples).threads(count).listener(clock).fit(data);
    return clock.fastest / 1e3;
  }

  /** The same of threads that train a network each, at the same time: the mean of all. */
  private double alone(ExecutorService pool, Dataset part, int share) throws Exception {
    List<CompiledNetwork> networks = IntStream.range(0, threads).mapToObj(Networks::smallNormalised).toList();
    List<Callable<Double>> trainings = new ArrayList<>();
    for (CompiledNetwork network : networks) {
      trainings.add(() -> fastest(network, part, share, 1));
    }
    double sum = 0;
    for (Future<Double> step : pool.invokeAll(trainings)) {
      sum += step.get();
    }
    return sum / threads;
  }

  /** Keeps the time of the fastest step. The first step of an epoch has no time: something else comes before it. */
  private static final class StepClock implements TrainingListener {
    private long last;
    private long fastest = Long.MAX_VALUE;

    @Override
    public void onStep(TrainingState state) {
      long now = System.nanoTime();
      if (last != 0) {
        fastest = Math.min(fastest, now - last);
      }
      last = System.nanoTime();
    }

    @Override
    public void onEpoch(TrainingState state, EpochMetrics metrics) {
      last = 0;
    }
  }
}
