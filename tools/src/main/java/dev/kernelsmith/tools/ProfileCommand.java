package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceInfo;
import dev.kernelsmith.runtime.train.DeviceTimes;
import dev.kernelsmith.runtime.train.DeviceTimes.TaskTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what a training step takes on a device, task by task. */
// @formatter:off
@Command(name = "profile", sortOptions = false,
    description = "Measure what a training step of a sample takes on a device: each kernel, transfers, and what is left.")
final class ProfileCommand implements Callable<Integer> {
  private static final String ROW = "%s %12s %7s %10s %10s%n";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SAMPLE", converter = Sample.Converter.class, completionCandidates = Sample.Names.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Sample sample;

  @Mixin private DeviceOptions where;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "64", converter = PositiveInteger.class,
      description = "Samples per step. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(names = "--steps", paramLabel = "N", defaultValue = "50", converter = PositiveInteger.class,
      description = "Steps to measure. Default: ${DEFAULT-VALUE}")
  private int steps;
  // @formatter:on

  @Override
  public Integer call() throws IOException {
    if (where.device().isCpu()) {
      throw new ParameterException(spec.commandLine(), "A device to profile is missing: add --device tornado.");
    }
    System.setProperty(DeviceInfo.CUDA_GRAPH, "false"); // what is recorded as a whole has no times of single tasks
    Dataset data = TrainingData.of(sample, null, batch, 1).training();
    PrintWriter out = spec.commandLine().getOut();
    try (DeviceNetwork network = where.place(sample.factory().apply(1), batch, batch)) {
      DeviceTimes times = DeviceTimes.measure(network, data, batch, steps);
      out.print(
          Texts.format(
              "%s on %s, batch %d, medians of %d training steps%n",
              sample.name(),
              network.info().map(DeviceInfo::description).orElseThrow(),
              times.batchSize(),
              times.steps()));
      print(out, times);
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, DeviceTimes times) {
    double step = times.wallNanos();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"TASK", "MICROSECONDS", "SHARE", "GFLOP/S", "GB/S"});
    for (TaskTime task : times.tasks()) {
      rows.add(row(task.name(), task.nanos(), step, rate(task.gigaflops()), rate(task.gigabytes())));
    }
    double kernels = times.kernelNanos();
    double in = times.copyInNanos();
    double back = times.copyOutNanos();
    rows.add(row("all kernels", kernels, step, rate(flops(times) / kernels), ""));
    rows.add(row("to the device", in, step, "", rate(times.copyInBytes() / in)));
    rows.add(row("from the device", back, step, "", rate(times.copyOutBytes() / back)));
    rows.add(row("launches and the rest", times.overheadNanos(), step, "", ""));
    rows.add(row("step", step, step, rate(flops(times) / step), ""));
    int width = rows.stream().mapToInt(row -> row[0].length()).max().orElseThrow();
    for (String[] row : rows) {
      String name = row[0] + " ".repeat(width - row[0].length());
      out.print(Texts.format(ROW, name, row[1], row[2], row[3], row[4]));
    }
    out.print(
        Texts.format(
            "%,d bytes to and %,d from the device in a step; %,.0f samples/s%n",
            times.copyInBytes(), times.copyOutBytes(), times.batchSize() / (step * 1e-9)));
  }

  private static double flops(DeviceTimes times) {
    return times.tasks().stream().mapToLong(TaskTime::flops).sum();
  }

  private static String rate(double value) {
    return Double.isFinite(value) ? Texts.format("%.2f", value) : "";
  }

  private static String[] row(String name, double nanos, double step, String flops, String bytes) {
    String share = Texts.format("%.1f %%", 100 * nanos / step);
    return new String[] {name, Texts.format("%.1f", nanos * 1e-3), share, flops, bytes};
  }
}
