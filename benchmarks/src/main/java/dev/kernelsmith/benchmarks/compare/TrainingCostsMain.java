package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.suite.Workload;
import dev.kernelsmith.benchmarks.suite.WorkloadSamples;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What clipping, moving averages of weights, added gradients and training by the step cost. Networks that differ in nothing else are compiled, and trained in turns, each once through the same
 * samples, another one first in each round. The speed of a turn is that of the step in the middle, from the end of one to the end of the next: what else the machine does interrupts few of them.
 * On one thread, seconds are those of its own processor time, which what else the machine does hardly changes.
 */
@Command(name = "TrainingCostsMain", mixinStandardHelpOptions = true, description = "Tells what rules of training cost, in samples a second.")
public final class TrainingCostsMain implements Callable<Integer> {
  /** The networks, but for {@code %s}: values of the optimizer, and the name. */
  private static final Map<Workload, String> SOURCES =
      Map.of(
          Workload.W1, """
              @Network(input = 784)
              @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-3%s)
              public class %s {
                @Dense(units = 128, activation = Activation.RELU) Layer hidden1;
                @Dense(units = 64, activation = Activation.RELU) Layer hidden2;
                @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer digit;
              }
              """,
          Workload.W2, """
              @Network(input = {28, 28, 1})
              @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-3%s)
              public class %s {
                @Conv2D(filters = 6, kernel = 5, padding = Padding.SAME, activation = Activation.RELU) Layer conv1;
                @Pool(size = 2) Layer pool1;
                @Conv2D(filters = 16, kernel = 5, activation = Activation.RELU) Layer conv2;
                @Pool(size = 2) Layer pool2;
                @Dense(units = 120, activation = Activation.RELU) Layer dense1;
                @Dense(units = 84, activation = Activation.RELU) Layer dense2;
                @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer digit;
              }
              """);

  @Option(names = "--workloads", split = ",", defaultValue = "W1,W2", description = "W1, W2 or both (default: ${DEFAULT-VALUE}).") private List<Workload> workloads;

  @Option(names = "--threads", split = ",", defaultValue = "1,2", description = "Threads that compute (default: ${DEFAULT-VALUE}).") private List<Integer> threads;

  @Option(names = "--rounds", defaultValue = "21", description = "Rounds that count (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "6", description = "Rounds before these (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Option(names = "--samples", defaultValue = "40000", description = "Samples of a turn (default: ${DEFAULT-VALUE}).") private int samples;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final PrintStream out;

  TrainingCostsMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainingCostsMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, ReflectiveOperationException {
    Path folder = Files.createTempDirectory("kernelsmith-costs");
    try {
      Map<String, String> sources = new LinkedHashMap<>();
      for (Workload workload : workloads) {
        for (CostVariant variant : CostVariant.values()) {
          String more = variant.attributes().isEmpty() ? "" : ", " + variant.attributes();
          sources.put(name(workload, variant),
              "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n"
                  + String.format(Locale.ROOT, source(workload), more, name(workload, variant)));
        }
      }
      NetworkCompiler.compile(sources, folder);
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
        for (Workload workload : workloads) {
          for (int count : threads) {
            measure(workload, count, loader);
          }
        }
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }

  private static String source(Workload workload) {
    String source = SOURCES.get(workload);
    if (source == null) {
      throw new IllegalArgumentException(workload + " is not measured here: W1 and W2 are");
    }
    return source;
  }

  private static String name(Workload workload, CostVariant variant) {
    // Variants of the same class share it, so that the JIT knows it as well for each.
    CostVariant first =
        Arrays.stream(CostVariant.values()).filter(v -> v.attributes().equals(variant.attributes())).findFirst()
            .orElseThrow();
    return String.format(Locale.ROOT, "%s%d", workload, first.ordinal());
  }

  private void measure(Workload workload, int count, ClassLoader loader) throws ReflectiveOperationException {
    Map<CostVariant, CompiledNetwork> networks = new EnumMap<>(CostVariant.class);
    Map<CostVariant, List<Double>> speeds = new EnumMap<>(CostVariant.class);
    CostVariant[] variants = CostVariant.values();
    for (CostVariant variant : variants) {
      networks.put(
          variant,
          (CompiledNetwork) loader.loadClass(name(workload, variant) + "Network").getConstructor(long.class)
              .newInstance(1L));
      speeds.put(variant, new ArrayList<>());
    }
    Dataset all = WorkloadSamples.of(workload);
    Dataset data = Subset.range(all, 0, Math.min(samples, all.size()));
    for (int round = 0; round < warmUp + rounds; round++) {
      for (int i = 0; i < variants.length; i++) {
        CostVariant variant = variants[(round + i) % variants.length];
        double speed = speed(variant, networks.get(variant), data, workload.batch(), count);
        if (round >= warmUp) {
          speeds.get(variant).add(speed);
        }
      }
    }
    print(workload, count, speeds);
  }

  /** The speed of the step in the middle. */
  private static double speed(CostVariant variant, CompiledNetwork network, Dataset data, int batch, int count) {
    StepTimes times = new StepTimes(count == 1);
    variant.train(variant.trainer(network, batch, count).listener(times), data, batch);
    return variant.samplesOfStep(batch) * 1e9 / Medians.of(times.nanos);
  }

  /** How long each step took, from the end of the one before; the first does not count. */
  private static final class StepTimes implements TrainingListener {
    private final List<Double> nanos = new ArrayList<>();
    private final boolean alone;
    private long last;

    StepTimes(boolean alone) {
      this.alone = alone;
    }

    @Override
    public void onStep(TrainingState state) {
      long now = alone ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
      if (last != 0) {
        nanos.add((double) (now - last));
      }
      last = now;
    }
  }

  private void print(Workload workload, int count, Map<CostVariant, List<Double>> speeds) {
    out.printf(Locale.ROOT, "%n%s, %d thread%s, %d rounds of %,d samples%n%n", workload.title(), count,
        count == 1 ? "" : "s",
        rounds, samples);
    out.println("| | samples/s | of fit's | quartiles |\n|---|---|---|---|");
    speeds.forEach((variant, measured) -> {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < measured.size(); round++) {
        ratios.add(measured.get(round) / speeds.getOrDefault(CostVariant.FIT, measured).get(round));
      }
      ratios.sort(null);
      int quarter = ratios.size() / 4;
      out.printf(Locale.ROOT, "| %s | %,.0f | %.3f | %.3f to %.3f |%n", variant.title(), Medians.of(measured),
          Medians.of(ratios),
          ratios.get(quarter), ratios.get(ratios.size() - 1 - quarter));
    });
    out.flush();
  }
}
