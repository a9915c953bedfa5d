package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.compare.Programs;
import java.util.List;

/** Takes one measurement in a JVM of its own, where no other network has taught the JIT anything. */
public final class Probe {
  /** What can be measured. */
  enum Part {
    MACHINE, TRAINING, PREDICTION, KERNELS
  }

  private Probe() {}

  /**
   * Measures, and prints the results as one line of JSON.
   *
   * @param arguments the part, the workload, the number of threads and the protocol
   */
  public static void main(String[] arguments) throws Exception {
    Workload workload = Workload.valueOf(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    Protocol protocol = Json.read(arguments[3], Protocol.class);
    Object result =
        switch (Part.valueOf(arguments[0])) {
          case MACHINE -> List.of(MachineProbe.measure(threads));
          case TRAINING -> new TrainingProbe(workload, threads, protocol).measure();
          case PREDICTION -> new PredictionProbe(workload, protocol).measure(threads);
          case KERNELS -> new KernelProbe(workload, protocol).measure();
        };
    System.out.println(Json.line(result));
    System.exit(0);
  }

  /** Has a new JVM measure; results are of this class. */
  static <T> List<T> run(Part part, Workload workload, int threads, Protocol protocol, Class<T> type) {
    List<String> arguments =
        List.of(part.name(), workload.name(), Integer.toString(threads), Json.line(protocol));
    return Json.readAll(Programs.run(Programs.java(Probe.class, JvmOptions.all(), arguments)).getLast(), type);
  }
}
