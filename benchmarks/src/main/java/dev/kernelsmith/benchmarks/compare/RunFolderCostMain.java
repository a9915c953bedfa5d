package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.DigitData;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.metrics.RunFolder;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a run folder costs a training, in samples a second: trainings with and without one in turns, another one first in each round. On one thread seconds are those of its own processor time, which what else
 * the machine does hardly changes; on several those of the clock.
 */
@Command(name = "RunFolderCostMain", mixinStandardHelpOptions = true, description = "Tells what a run folder costs a training.")
public final class RunFolderCostMain implements Callable<Integer> {
  private static final Map<String, UnaryOperator<RunFolder>> KINDS = new LinkedHashMap<>();
  private static final String NONE = "none";

  static {
    KINDS.put(NONE, run -> run);
    KINDS.put("run folder", run -> run);
    KINDS.put("without gradients", run -> run.gradients(false));
    KINDS.put("a line for each step", run -> run.everySteps(1));
  }

  @Option(names = "--threads", defaultValue = "1", description = "Threads that compute (default: ${DEFAULT-VALUE}).") private int threads;

  @Option(names = "--rounds", defaultValue = "15", description = "Rounds that count (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before these (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Option(names = "--samples", defaultValue = "20000", description = "Digits of an epoch (default: ${DEFAULT-VALUE}).") private int samples;

  @Option(names = "--epochs", defaultValue = "3", description = "Epochs of a training (default: ${DEFAULT-VALUE}).") private int epochs;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final PrintStream out;

  RunFolderCostMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RunFolderCostMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("kernelsmith-runs");
    try {
      Dataset digits = DigitData.load(samples).dataset();
      measure("MLP", Networks.mlp(1), digits, folder);
      measure("LeNet-5", Networks.lenet5(1), digits, folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }

  private void measure(String name, CompiledNetwork network, Dataset data, Path folder) {
    List<String> kinds = List.copyOf(KINDS.keySet());
    Map<String, List<Double>> speeds = new LinkedHashMap<>();
    kinds.forEach(kind -> speeds.put(kind, new ArrayList<>()));
    for (int round = 0; round < warmUp + rounds; round++) {
      for (int i = 0; i < kinds.size(); i++) {
        String kind = kinds.get((round + i) % kinds.size());
        Trainer trainer = Trainer.of(network).epochs(epochs).batchSize(64).threads(threads);
        if (!kind.equals(NONE)) {
          trainer.listener(KINDS.get(kind).apply(RunFolder.of(folder.resolve(name + round + "-" + i), network)));
        }
        long began = now();
        trainer.fit(data);
        double speed = 1e9 * epochs * data.size() / (now() - began);
        if (round >= warmUp) {
          speeds.get(kind).add(speed);
        }
      }
    }
    speeds.forEach((kind, own) -> {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        ratios.add(own.get(round) / speeds.getOrDefault(NONE, own).get(round));
      }
      ratios.sort(null);
      int quarter = rounds / 4;
      out.printf(Locale.ROOT, "%-9s %-22s %9.0f samples/s  %.3f of none, quartiles %.3f to %.3f%n", name, kind,
          Medians.of(own), Medians.of(ratios), ratios.get(quarter), ratios.get(rounds - 1 - quarter));
    });
    out.flush();
  }

  private long now() {
    return threads == 1 ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
