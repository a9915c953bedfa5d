package dev.kernelsmith.benchmarks.tornado;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.DeviceTask;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures training steps of generated task graphs on a device by size of batch: the median of windows, the time in kernels by TornadoVM's profiler, which
 * has an execution of its own, and how long the first step took, in which TornadoVM compiles. The loss of the fourth step shows whether devices agree. {@code torch_steps.py} measures PyTorch on the same networks.
 */
@Command(name = "DeviceStepsMain", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures training steps of generated task graphs on a device.")
public final class DeviceStepsMain implements Runnable {
  private static final int BATCHES = 4;
  private static final int WINDOWS = 5;

  @Option(names = "--networks", split = ",", defaultValue = "mlp,lenet5,resnet8", description = "mlp, lenet5, conv, resnet8 (default: ${DEFAULT-VALUE}).") private List<Workload> networks =
      List.of();

  @Option(names = "--batches", split = ",", defaultValue = "64,256,1024", description = "Samples of a step (default: ${DEFAULT-VALUE}).") private List<Integer> batches =
      List.of();

  @Option(names = "--seconds", defaultValue = "2", description = "Of measurement for each, in five windows (default: ${DEFAULT-VALUE}).") private double seconds;

  @Option(names = "--device", defaultValue = "tornado:0:0", converter = DeviceNumbers.Converter.class, description = "Driver and device (default: ${DEFAULT-VALUE}).") private DeviceNumbers device =
      DeviceNumbers.FIRST;

  @Option(names = "--kind", defaultValue = "GPU", description = "What the device is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).") private DevicePlacement.Kind kind =
      DevicePlacement.Kind.GPU;

  @Option(names = "--recorded", description = "Has the launches of a step recorded as a CUDA graph, on back ends that can; tasks then have no times of their own.") private boolean recorded;

  @Option(names = "--tasks", description = "Prints time, operations and bytes of every task as well.") private boolean tasks;

  private final PrintStream out;

  DeviceStepsMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new DeviceStepsMain(System.out));
    System.exit(commandLine.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public void run() {
    out.printf(Locale.ROOT, "%-10s%8s%12s%12s%12s%14s%10s%12s%14s%14s%n", "network", "batch", "loss", "first, ms",
        "ms/step", "samples/s", "kernels",
        "kernel ms", "bytes moved", "GFLOP/s");
    for (Workload workload : networks) {
      for (int batch : batches) {
        measure(workload, batch);
      }
    }
  }

  private void measure(Workload workload, int batch) {
    CompiledNetwork network = workload.compiled(1);
    DeviceProgram.Factory factory = GeneratedSteps.factory(network)
        .orElseThrow(() -> new IllegalStateException(
            "the benchmarks were compiled without task graphs: set TORNADOVM_HOME, and compile again"));
    List<Workload.Batch> data = IntStream.range(0, BATCHES).mapToObj(seed -> workload.batch(batch, seed)).toList();
    long opened = System.nanoTime();
    try (GeneratedSteps steps = new GeneratedSteps(factory, network,
        new DevicePlacement(device.backend(), device.device(), kind, batch, batch, recorded), data)) {
      steps.step();
      double first = (System.nanoTime() - opened) / 1e6;
      for (int i = 1; i < BATCHES; i++) {
        steps.step();
      }
      double loss = steps.loss();
      window(steps);
      List<Double> windows = new ArrayList<>();
      for (int i = 0; i < WINDOWS; i++) {
        windows.add(window(steps));
      }
      Collections.sort(windows);
      double millis = windows.get(WINDOWS / 2);
      StepProfile profile = steps.profile();
      double kernelMillis = profile.tasks().stream().mapToLong(StepProfile.Task::nanos).sum() / 1e6;
      out.printf(Locale.ROOT, "%-10s%8d%12.6f%12.0f%12.3f%,14.0f%10d%12.3f%,14d%14.0f%n",
          workload.name().toLowerCase(Locale.ROOT), batch, loss, first,
          millis, batch * 1e3 / millis, steps.kernels(), kernelMillis, profile.bytesIn() + profile.bytesOut(),
          Networks.trainingFlops(network) * batch / millis / 1e6);
      if (tasks) {
        print(steps.tasks(), profile);
      }
    }
  }

  /** Milliseconds of a step, over a fifth of the time. */
  private double window(Steps steps) {
    long start = System.nanoTime();
    long end = start + (long) (seconds / WINDOWS * TimeUnit.SECONDS.toNanos(1));
    int done = 0;
    do {
      steps.step();
      done++;
    } while (System.nanoTime() < end);
    return (System.nanoTime() - start) / 1e6 / done;
  }

  private void print(List<DeviceTask> described, StepProfile profile) {
    Map<String, Long> nanos = new HashMap<>();
    profile.tasks().forEach(task -> nanos.put(task.name().substring(task.name().indexOf('.') + 1), task.nanos()));
    for (DeviceTask task : described) {
      long time = nanos.getOrDefault(task.name(), 0L);
      out.printf(Locale.ROOT, "  %-60s%10.1f us%12.0f GFLOP/s%10.0f GB/s%n", task.name(), time / 1e3,
          (double) task.flops() / time,
          (double) task.bytes() / time);
    }
  }
}
