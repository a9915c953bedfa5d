package dev.kernelsmith.benchmarks.peers;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes what the optimizers of other libraries make of {@link OptimizerCase}s. The tests of the processor compare ours with that file, and write {@code docs/optimizers.md} from both. {@code
 * benchmarks/peers/optimizers.sh} builds the libraries' modules and runs it.
 */
// @formatter:off
@Command(name = "OptimizersMain", mixinStandardHelpOptions = true, description = "Writes what other libraries' optimizers compute.")
public final class OptimizersMain implements Callable<Integer> {
  @Option(names = "--modules", paramLabel = "DIR", defaultValue = "benchmarks/peers",
      description = "The folder with the libraries' modules. Default: ${DEFAULT-VALUE}")
  private Path modules;

  @Option(names = "--log", paramLabel = "FILE", defaultValue = "benchmarks/peers/target/build.log",
      description = "What Maven said when it built them, for why one is missing. Default: ${DEFAULT-VALUE}")
  private Path log;

  @Option(names = "--out", paramLabel = "FILE", defaultValue = "processor/src/test/resources/oracle/optimizers.tsv",
      description = "What to write. Default: ${DEFAULT-VALUE}")
  private Path out;
  // @formatter:on

  private final PrintWriter progress;

  OptimizersMain(PrintWriter progress) {
    this.progress = progress;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new OptimizersMain(progress)).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    PeerPrograms programs = new PeerPrograms(modules, BuildLog.of(log));
    List<String> lines = cases();
    for (Library library : Library.others().stream().filter(l -> !l.optimizers().isEmpty()).toList()) {
      String missing = programs.missing(library).orElse("");
      if (!missing.isEmpty()) {
        progress.println(library.title() + ": " + missing + ". Nothing is written.");
        return 1;
      }
      progress.println("asking " + library.title());
      lines.addAll(programs.optimizers(library));
    }
    Files.write(out, lines);
    progress.println("Written: " + out);
    return 0;
  }

  /** Start and gradients, then a line for each case with its attributes and rates. */
  static List<String> cases() {
    List<String> lines = new ArrayList<>();
    lines.add("# What optimizers of other libraries compute, written by OptimizersMain of the benchmarks.");
    lines.add("start\t" + words(OptimizerCase.START));
    for (double[] gradient : OptimizerCase.GRADIENTS) {
      lines.add("gradient\t" + words(gradient));
    }
    for (OptimizerCase of : OptimizerCase.values()) {
      double[] rates = new double[OptimizerCase.GRADIENTS.length];
      Arrays.setAll(rates, of::rate);
      lines.add("case\t" + of + "\t" + of.attributes() + "\t" + words(rates));
    }
    return lines;
  }

  private static String words(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining("\t"));
  }
}
