package dev.kernelsmith.benchmarks;

import java.util.Arrays;
import java.util.Set;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the JMH benchmarks with JMH's own command line, and prints their results once more in samples/s, us and GFLOP/s. */
public final class Benchmarks {
  private static final Set<String> ASKING = Set.of("-h", "-l", "-lp", "-lprof", "-lrf");

  private Benchmarks() {}

  /** Runs what the arguments name: a regular expression and JMH's options, {@code -h} for a list of them. */
  public static void main(String[] arguments) throws Exception {
    if (Arrays.stream(arguments).anyMatch(ASKING::contains)) {
      Main.main(arguments);
      return;
    }
    new BenchmarkReport(new Runner(new CommandLineOptions(arguments)).run()).print(System.out);
  }
}
