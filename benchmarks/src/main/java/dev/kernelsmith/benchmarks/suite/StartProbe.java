package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.CompiledNetwork;

/** The first prediction of a new JVM. Uses little of the JDK besides, since what it loads counts. */
public final class StartProbe {
  private StartProbe() {}

  /**
   * Makes a network, predicts one sample and prints the milliseconds since the JVM was started.
   *
   * @param arguments the workload, and the time at which its JVM was started, in milliseconds since 1970
   */
  public static void main(String[] arguments) {
    CompiledNetwork network = Workload.valueOf(arguments[0]).network();
    float[] answer = network.predict(new float[network.engine().spec().inputs().getFirst().length()]);
    long passed = System.currentTimeMillis() - Long.parseLong(arguments[1]);
    System.out.println(passed);
    if (Float.isNaN(answer[0])) {
      throw new IllegalStateException("the prediction is not a number");
    }
  }
}
