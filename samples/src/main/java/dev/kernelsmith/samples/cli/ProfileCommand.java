package dev.kernelsmith.samples.cli;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceInfo;
import dev.kernelsmith.runtime.train.DeviceTimes;
import dev.kernelsmith.runtime.train.DeviceTimes.TaskTime;
import java.io.IOException;
import java.io.PrintWriter;
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
  private static final String ROW = "%-32s %12s %7s %10s %10s%n";

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
    Dataset data = TrainingData.of(sample, null, batch, 1).training();
    PrintWriter out = spec.commandLine().getOut();
    try (DeviceNetwork network = where.place(sample.factory().apply(1), batch, batch)) {
      DeviceTimes times = DeviceTimes.measure(network, data, batch, steps);
      out.print(
          Texts.format(
              "%s on %s, batch %d, means of %d training steps%n",
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
    out.print(Texts.format(ROW, "TASK", "MICROSECONDS", "SHARE", "GFLOP/S", "GB/S"));
    for (TaskTime task : times.tasks()) {
      row(out, task.name(), task.nanos(), step, rate(task.gigaflops()), rate(task.gigabytes()));
    }
    row(out, "all kernels", times.kernelNanos(), step, rate(flops(times) / times.kernelNanos()), "");
    row(out, "to the device", times.copyInNanos(), step, "", rate(times.copyInBytes() / times.copyInNanos()));
    row(out, "from the device", times.copyOutNanos(), step, "", rate(times.copyOutBytes() / times.copyOutNanos()));
    row(out, "launches and the rest", times.overheadNanos(), step, "", "");
    row(out, "step", step, step, rate(flops(times) / step), "");
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

  private static void row(PrintWriter out, String name, double nanos, double step, String flops, String bytes) {
    out.print(
        Texts.format(
            ROW, name, Texts.format("%.1f", nanos * 1e-3), Texts.format("%.1f %%", 100 * nanos / step), flops, bytes));
  }
}
