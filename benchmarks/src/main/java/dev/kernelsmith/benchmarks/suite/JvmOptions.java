package dev.kernelsmith.benchmarks.suite;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Options of the JVMs that measure: those of this one that matter for speed, and a heap that is the same on every machine. */
public final class JvmOptions {
  private static final String HEAP = "-Xmx";

  private JvmOptions() {}

  /** All options, as a command line has them. */
  public static List<String> all() {
    List<String> options = new ArrayList<>();
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("-X") || option.startsWith("-Dkernelsmith.")) {
        options.add(option);
      }
    }
    if (options.stream().noneMatch(option -> option.startsWith(HEAP))) {
      options.add(HEAP + "2g");
    }
    return options;
  }
}
