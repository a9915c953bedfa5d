package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.CompiledNetwork;
import java.time.Duration;
import java.time.Instant;

/** The first prediction of a new JVM. */
public final class StartProbe {
  private StartProbe() {}

  /**
   * Makes a network, predicts one sample and prints the milliseconds since the JVM was started.
   *
   * @param arguments the workload, and the time at which its JVM was started
   */
  public static void main(String[] arguments) {
    CompiledNetwork network = Workload.valueOf(arguments[0]).network();
    float[] answer = network.predict(new float[network.engine().spec().inputs().getFirst().length()]);
    Duration passed = Duration.between(Instant.parse(arguments[1]), Instant.now());
    System.out.println(passed.toNanos() / 1e6 + (Float.isNaN(answer[0]) ? " NaN" : ""));
  }
}
