package dev.kernelsmith.benchmarks.tornado;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Checks the task graphs written by hand: from the same parameters, on the same batches, they have the losses of the
 * compiled network on the host, and move the parameters as it does.
 */
@Command(name = "HandWrittenCheck", mixinStandardHelpOptions = true, description = "Checks the hand-written task graphs against the compiled networks on the host.")
public final class HandWrittenCheck implements Runnable {
  /** Greatest relative difference of a loss, and of a parameter's values in the Euclidean norm. */
  static final double TOLERANCE = 1e-4;

  /**
   * The same for parameters of the block of convolutions, which the host computes by Winograd's transforms: those round
   * more, and Adam divides a gradient by its size, so where it is nearly 0 rounding decides.
   */
  static final double WINOGRAD_TOLERANCE = 5e-3;

  private static final int STEPS = 3;

  @Option(names = "--batch", defaultValue = "64", description = "Samples of a step (default: ${DEFAULT-VALUE}).") private int batch;

  @Option(names = "--device", defaultValue = "tornado:0:0", converter = DeviceNumbers.Converter.class, description = "Driver and device (default: ${DEFAULT-VALUE}).") private DeviceNumbers device =
      DeviceNumbers.FIRST;

  private final PrintStream out;

  HandWrittenCheck(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HandWrittenCheck(System.out)).execute(arguments));
  }

  @Override
  public void run() {
    for (Workload workload : Workload.byHand()) {
      for (Skill skill : Skill.values()) {
        double worst = check(workload, skill, batch, device);
        checkKernels(workload, skill);
        out.printf(Locale.ROOT, "%s, %s, agrees: greatest difference %.1e%n", workload, skill, worst);
      }
    }
  }

  /**
   * Takes three steps both ways.
   *
   * @return greatest relative difference seen
   * @throws IllegalStateException if it is greater than it may be; the message says where
   */
  static double check(Workload workload, Skill skill, int batch, DeviceNumbers device) {
    CompiledNetwork network = workload.compiled(5);
    HostSteps host = new HostSteps(network);
    double worst = 0;
    try (HandWritten byHand = workload.byHand(skill, network, batch, device.backend(), device.device())) {
      for (int step = 1; step <= STEPS; step++) {
        Workload.Batch samples = workload.batch(batch, step);
        double expected = host.step(samples);
        double actual = byHand.step(samples.input(), samples.classes());
        worst = Math.max(worst,
            agree(workload + ", " + skill + ", loss of step " + step, Math.abs(actual - expected) / expected,
                TOLERANCE));
      }
      List<ParameterSpec> specs = network.engine().spec().parameters();
      List<float[]> expected = host.parameters();
      List<float[]> actual = byHand.parameters();
      double most = workload == Workload.CONV ? WINOGRAD_TOLERANCE : TOLERANCE;
      for (int p = 0; p < specs.size(); p++) {
        double difference = difference(actual.get(p), expected.get(p));
        worst = Math.max(worst, agree(workload + ", " + skill + ", " + specs.get(p).name(), difference, most));
      }
    }
    return worst;
  }

  /** Every kernel ran on the device: one that fell back to Java has no time there. */
  private void checkKernels(Workload workload, Skill skill) {
    CompiledNetwork network = workload.compiled(5);
    HandWritten byHand = workload.byHand(skill, network, batch, device.backend(), device.device());
    try (HandWrittenSteps steps = new HandWrittenSteps(byHand, List.of(workload.batch(batch, 1)))) {
      steps.step();
      List<StepProfile.Task> tasks = steps.profile().tasks();
      long onDevice = tasks.stream().filter(task -> task.nanos() > 0).count();
      if (onDevice != steps.kernels()) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "%s, %s, has %d kernels, but %d ran on the device", workload, skill,
                steps.kernels(), onDevice));
      }
    }
  }

  private static double agree(String what, double difference, double most) {
    if (!(difference <= most)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s is %.1e away from the host's; at most %.0e was expected", what,
              difference, most));
    }
    return difference;
  }

  /** Euclidean distance, relative to the norm of what was expected. */
  static double difference(float[] actual, float[] expected) {
    double apart = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      apart += ((double) actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += (double) expected[i] * expected[i];
    }
    return Math.sqrt(apart / norm);
  }
}
