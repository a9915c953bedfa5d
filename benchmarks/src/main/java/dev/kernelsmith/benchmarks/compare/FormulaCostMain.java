package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.FormulaTwins_ActivationFormulaNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_ActivationLayerNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_ConvolutionFormulaNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_ConvolutionLayerNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_DenseFormulaNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_DenseLayerNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_LossFormulaNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_LossLayerNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_NormFormulaNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_NormLayerNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_OptimizerFormulaNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_OptimizerLayerNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_ScoresFormulaNetwork;
import dev.kernelsmith.benchmarks.FormulaTwins_ScoresLayerNetwork;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The speed of layers, an activation, a loss and an optimizer by formula against what there is of the same, in samples a second of a training on one thread, by that thread's own processor time: both in
 * turns, the other one first in each round. What both learn in an epoch is compared first.
 */
@Command(name = "FormulaCostMain", mixinStandardHelpOptions = true, description = "Compares formulas with the layers, activations, losses and optimizers that they are.")
public final class FormulaCostMain implements Callable<Integer> {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What rounding can make of sums in another order. */
  private static final double MOST_DIFFERENCE = 1e-3;

  @Option(names = "--rounds", defaultValue = "15", description = "Rounds that count (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before these (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Option(names = "--samples", defaultValue = "4096", description = "Samples of an epoch (default: ${DEFAULT-VALUE}).") private int samples;

  private final PrintStream out;

  FormulaCostMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FormulaCostMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() {
    measure("dense", new FormulaTwins_DenseLayerNetwork(1), new FormulaTwins_DenseFormulaNetwork(1), 784, 4);
    measure("convolution", new FormulaTwins_ConvolutionLayerNetwork(1), new FormulaTwins_ConvolutionFormulaNetwork(1),
        4096, 1);
    measure("normalisation", new FormulaTwins_NormLayerNetwork(1), new FormulaTwins_NormFormulaNetwork(1), 2048, 1);
    measure("scores", new FormulaTwins_ScoresLayerNetwork(1), new FormulaTwins_ScoresFormulaNetwork(1), 1536, 1);
    measure("activation", new FormulaTwins_ActivationLayerNetwork(1), new FormulaTwins_ActivationFormulaNetwork(1),
        784, 4);
    measure("loss", new FormulaTwins_LossLayerNetwork(1), new FormulaTwins_LossFormulaNetwork(1), 16, 64);
    measure("optimizer", new FormulaTwins_OptimizerLayerNetwork(1), new FormulaTwins_OptimizerFormulaNetwork(1), 784,
        4);
    return 0;
  }

  private void measure(String name, CompiledNetwork layer, CompiledNetwork formula, int inputs, int epochs) {
    List<CompiledNetwork> networks = List.of(layer, formula);
    Dataset data = NoiseData.of(samples, inputs);
    double difference = difference(name, networks, data);
    List<List<Double>> speeds = List.of(new ArrayList<>(), new ArrayList<>());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < warmUp + rounds; round++) {
      double[] speed = new double[2];
      for (int i = 0; i < 2; i++) {
        int which = (round + i) % 2;
        long began = THREADS.getCurrentThreadCpuTime();
        Trainer.of(networks.get(which)).learningRate(1e-4).epochs(epochs).batchSize(64).threads(1).fit(data);
        speed[which] = 1e9 * epochs * samples / (THREADS.getCurrentThreadCpuTime() - began);
      }
      if (round >= warmUp) {
        speeds.get(0).add(speed[0]);
        speeds.get(1).add(speed[1]);
        ratios.add(speed[1] / speed[0]);
      }
    }
    ratios.sort(null);
    out.printf(
        Locale.ROOT,
        "%-14s built in %8.0f, formula %8.0f samples/s; %.3f of what is built in, quartiles %.3f to %.3f; parameters differ by %.1g of what they learned%n",
        name, Medians.of(speeds.get(0)), Medians.of(speeds.get(1)), Medians.of(ratios), ratios.get(rounds / 4),
        ratios.get(rounds - 1 - rounds / 4), difference);
    out.flush();
  }

  /**
   * What an epoch makes of both, which start from the same parameters: the norm of the difference, relative to that of what was learned.
   *
   * @throws IllegalStateException where the two do not compute the same
   */
  private static double difference(String name, List<CompiledNetwork> networks, Dataset data) {
    float[] start = networks.getFirst().engine().parameters();
    if (!Arrays.equals(start, networks.getLast().engine().parameters())) {
      throw new IllegalStateException(name + ": the two do not start from the same parameters");
    }
    networks.forEach(network -> Trainer.of(network).learningRate(1e-3).epochs(1).batchSize(64).threads(1).fit(data));
    float[] learned = networks.getFirst().engine().parameters();
    double difference = distance(learned, networks.getLast().engine().parameters()) / distance(learned, start);
    if (!(difference < MOST_DIFFERENCE)) {
      throw new IllegalStateException(name + ": parameters differ by " + difference + " of what they learned");
    }
    return difference;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
