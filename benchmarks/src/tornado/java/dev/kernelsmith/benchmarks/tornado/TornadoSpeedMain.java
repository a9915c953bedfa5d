package dev.kernelsmith.benchmarks.tornado;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares training steps of generated task graphs with those written by hand, by a beginner and by an expert, on the same
 * device, in turns. Where a network has no generated task graphs, those written by hand are measured alone.
 */
@Command(name = "TornadoSpeedMain", mixinStandardHelpOptions = true, sortOptions = false, description = "Compares generated task graphs with hand-written ones.")
public final class TornadoSpeedMain implements Runnable {
  private static final int BATCHES = 8;
  private static final String GENERATED = "generated";

  @Option(names = "--network", paramLabel = "NAME", defaultValue = "lenet5", description = "mlp, lenet5 or conv (default: ${DEFAULT-VALUE}).") private Workload workload =
      Workload.LENET5;

  @Option(names = "--batch", defaultValue = "64", description = "Samples of a step (default: ${DEFAULT-VALUE}).") private int batch;

  @Option(names = "--rounds", defaultValue = "5", description = "Measurements of each (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--steps", defaultValue = "100", description = "Steps of a measurement (default: ${DEFAULT-VALUE}).") private int steps;

  @Option(names = "--device", defaultValue = "tornado:0:0", converter = DeviceNumbers.Converter.class, description = "Driver and device (default: ${DEFAULT-VALUE}).") private DeviceNumbers device =
      DeviceNumbers.FIRST;

  @Option(names = "--kind", defaultValue = "CPU", description = "What the device is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).") private DevicePlacement.Kind kind =
      DevicePlacement.Kind.CPU;

  @Option(names = "--tasks", description = "Prints the time of every task as well.") private boolean tasks;

  private final PrintStream out;

  TornadoSpeedMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new TornadoSpeedMain(System.out));
    System.exit(commandLine.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public void run() {
    CompiledNetwork network = workload.compiled(1);
    List<Workload.Batch> batches = IntStream.range(0, BATCHES).mapToObj(seed -> workload.batch(batch, seed)).toList();
    Map<String, Steps> contenders = new LinkedHashMap<>();
    try {
      for (Skill skill : Skill.values()) {
        HandWritten byHand = workload.byHand(skill, network, batch, device.backend(), device.device());
        contenders.put(skill.toString(), new HandWrittenSteps(byHand, batches));
      }
      DevicePlacement placement = new DevicePlacement(device.backend(), device.device(), kind, batch, batch);
      GeneratedSteps.factory(network)
          .ifPresent(
              factory -> contenders.put(GENERATED, new GeneratedSteps(factory, network, placement, batches)));
      measure(contenders);
    } finally {
      contenders.values().forEach(Steps::close);
    }
  }

  private void measure(Map<String, Steps> contenders) {
    SpeedTable table = new SpeedTable(batch, List.copyOf(contenders.keySet()));
    contenders.values().forEach(this::time);
    for (int round = 0; round < rounds; round++) {
      List<String> order = new ArrayList<>(contenders.keySet());
      if (round % 2 == 1) {
        order = order.reversed();
      }
      for (String name : order) {
        table.add(name, time(contenders.get(name)));
      }
    }
    contenders.forEach((name, contender) -> table.describe(name, contender.kernels(), contender.profile()));
    out.printf(Locale.ROOT, "%s, batch %d, %s%n", workload, batch, device);
    table.print(out);
    if (tasks) {
      contenders.forEach((name, contender) -> printTasks(name, contender.profile()));
    }
  }

  /** Milliseconds per step. */
  private double time(Steps contender) {
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      contender.step();
    }
    return (System.nanoTime() - start) / 1e6 / steps;
  }

  private void printTasks(String name, StepProfile profile) {
    out.printf(Locale.ROOT, "%ntasks %s, us%n", name);
    List<StepProfile.Task> slowestFirst =
        profile.tasks().stream().sorted(Comparator.comparingLong(StepProfile.Task::nanos).reversed()).toList();
    for (StepProfile.Task task : slowestFirst) {
      out.printf(Locale.ROOT, "%-48s%12.1f%n", task.name(), task.nanos() / 1e3);
    }
  }
}
