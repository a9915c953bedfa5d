package dev.kernelsmith.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this machine: trainings, predictions and single kernels of some networks. */
// @formatter:off
@Command(name = "bench", sortOptions = false,
    description = {
      "Measure this machine: training, prediction, memory, start and every kernel of five networks, in JVMs of their own, beside",
      "what the machine can do at most. Prints a table, and writes results.json and chart.svg. Without --quick it takes about half an",
      "hour. Nothing else should run.",
      "",
      "  W1  multilayer perceptron 784-128-64-10, relu, Adam, batch 64",
      "  W2  LeNet-5 on 28x28x1, Adam, batch 64",
      "  W3  six convolutions of 3x3 on 32x32x3, momentum, batch 64",
      "  W4  ResNet-8 with batch normalisation on 32x32x3, momentum, batch 64",
      "  W5  multilayer perceptron 4-16-3, tanh, Adam, batch 16",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "Be done in some three minutes: short windows, and large networks that are not warm yet.")
  private boolean quick;

  @Option(names = "--workloads", paramLabel = "NAME", split = ",", description = "What to measure, such as W1,W3. Default: all")
  private @Nullable List<String> workloads;

  @Option(names = "--threads", paramLabel = "N", converter = PositiveInteger.class,
      description = "Threads that train besides one alone. Default: all processors")
  private @Nullable Integer threads;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "bench", description = "Folder for the results. Default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(names = "--baseline", paramLabel = "FILE",
      description = "A results.json of an earlier run: prints how many times better each figure is than there.")
  private @Nullable Path baseline;
  // @formatter:on

  @Override
  public Integer call() throws Exception {
    BenchmarkSuite suite =
        ServiceLoader.load(BenchmarkSuite.class).findFirst().orElseThrow(
            () -> new IllegalStateException(
                "the benchmarks are not on the class path: the script kernelsmith at the root of the sources builds and runs them"));
    List<String> names = workloads == null ? suite.workloads() : workloads;
    for (String name : names) {
      if (!suite.workloads().contains(name)) {
        throw new ParameterException(spec.commandLine(), Texts.format(
            "Invalid value for option '--workloads': there is no workload '%s', only %s", name,
            String.join(", ", suite.workloads())));
      }
    }
    int all = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    PrintWriter printer = spec.commandLine().getOut();
    suite.run(new BenchmarkSuite.Request(names, quick, all, out, baseline), printer, spec.commandLine().getErr());
    printer.flush();
    return 0;
  }
}
