package dev.kernelsmith.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long training takes to come up to speed in a fresh JVM, with and without warm-up, in turns. */
@Command(name = "WarmUpMain", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures the time until training has 90 % of its final speed, with and without warm-up.")
public final class WarmUpMain implements Runnable {
  @Option(names = "--rounds", defaultValue = "3", description = "Runs of each kind (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--seconds", defaultValue = "10", description = "Duration of a run (default: ${DEFAULT-VALUE}).") private int seconds;

  @Mixin private final TrainingSettings settings = new TrainingSettings();

  private final PrintStream out;

  WarmUpMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new WarmUpMain(System.out));
    commandLine.setExecutionExceptionHandler(AlternationMain::fail);
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public void run() {
    out.printf(Locale.ROOT, "%-8s%-10s%14s%16s%20s%16s%n", "round", "", "fit after ms", "90 % after ms",
        "both, from start",
        "samples/s");
    List<WarmUp> warm = new ArrayList<>();
    List<WarmUp> cold = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      warm.add(measure(round, "warm", List.of()));
      cold.add(measure(round, "cold", List.of("--cold")));
    }
    printMedians("warm", warm);
    printMedians("cold", cold);
  }

  private WarmUp measure(int round, String kind, List<String> options) {
    List<String> arguments = new ArrayList<>(settings.arguments());
    arguments.add("--seconds=" + seconds);
    arguments.addAll(options);
    WarmUp result = WarmUp.parse(Programs.run(Programs.java(WarmUpProbe.class, List.of(), arguments)));
    String warm = result.warmMillis().isPresent() ? Integer.toString(result.warmMillis().getAsInt()) : "never";
    String both =
        result.warmMillis().isPresent() ? Long.toString(result.startMillis() + result.warmMillis().getAsInt())
            : "never";
    print(Integer.toString(round), kind, Long.toString(result.startMillis()), warm, both, result.finalSpeed());
    return result;
  }

  /** A run that never came up to speed counts as its whole duration. */
  private void printMedians(String kind, List<WarmUp> results) {
    double start = Medians.of(results.stream().map(result -> (double) result.startMillis()).toList());
    double warm =
        Medians.of(results.stream().map(result -> (double) result.warmMillis().orElse(1000 * seconds)).toList());
    double speed = Medians.of(results.stream().map(WarmUp::finalSpeed).toList());
    print("median", kind, millis(start), millis(warm), millis(start + warm), speed);
  }

  private static String millis(double value) {
    return Long.toString(Math.round(value));
  }

  private void print(String round, String kind, String start, String warm, String both, double speed) {
    out.printf(Locale.ROOT, "%-8s%-10s%14s%16s%20s%,16.0f%n", round, kind, start, warm, both, speed);
    out.flush();
  }
}
