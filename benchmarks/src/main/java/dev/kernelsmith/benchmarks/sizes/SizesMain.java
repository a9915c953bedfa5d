package dev.kernelsmith.benchmarks.sizes;

import dev.kernelsmith.benchmarks.compare.NetworkCompiler;
import dev.kernelsmith.benchmarks.compare.Programs;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.JvmOptions;
import dev.kernelsmith.benchmarks.suite.Machine;
import dev.kernelsmith.benchmarks.suite.Protocol;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains dense and convolution networks of many sizes on one thread: at sizes that are not round beside the nearest round ones, and along batch,
 * width and depth. The networks are written, compiled and measured by this program, each in a JVM of its own.
 */
// @formatter:off
@Command(name = "SizesMain", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Tells how the speed of a training depends on sizes, and which sizes fall below 75 % of the nearest round one.")
public final class SizesMain implements Callable<Integer> {
  @Option(names = "--quick", description = "Short windows: some three minutes. Large networks are not warm yet.")
  private boolean quick;

  @Option(names = "--only", paramLabel = "WHAT", defaultValue = "",
      description = "Measure only comparisons and curves whose names have this in them, such as 'dense, by' or 'channels'.")
  private String only;
  // @formatter:on

  private final PrintWriter out;
  private final PrintWriter progress;

  SizesMain(PrintWriter out, PrintWriter progress) {
    this.out = out;
    this.progress = progress;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new SizesMain(out, progress)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    measure(
        Sizes.comparisons().stream().filter(c -> c.what().contains(only)).toList(),
        Sizes.curves().stream().filter(c -> c.what().contains(only)).toList(), quick ? quick() : full());
    return 0;
  }

  private static Protocol full() {
    return new Protocol(500, 10_000, 300, 5, 0, 0);
  }

  private static Protocol quick() {
    return new Protocol(200, 1500, 100, 3, 0, 0);
  }

  void measure(List<Comparison> comparisons, List<Sizes.Curve> curves, Protocol protocol) throws IOException {
    Map<SizedNetwork, List<Integer>> batches = Sizes.batches(comparisons, curves);
    Path folder = Files.createTempDirectory("sizes");
    try {
      progress.println("compiling " + batches.size() + " networks");
      NetworkCompiler.compile(
          batches.keySet().stream().collect(Collectors.toMap(SizedNetwork::className, SizedNetwork::source)), folder);
      List<SizeFigure> figures = new ArrayList<>();
      batches.forEach((network, sizes) -> figures.addAll(measure(network, sizes, protocol, folder)));
      out.println(Machine.words() + "; " + protocol.words());
      SizeTable table = new SizeTable(figures, out);
      if (!comparisons.isEmpty()) {
        table.printComparisons(comparisons);
      }
      table.printCurves(curves);
    } finally {
      delete(folder);
    }
  }

  private List<SizeFigure> measure(SizedNetwork network, List<Integer> sizes, Protocol protocol, Path folder) {
    progress.println("measuring " + network.words() + ", batches of " + sizes);
    List<String> arguments = List.of(Json.line(network), Json.line(sizes), Json.line(protocol));
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command = Programs.java(SizeProbe.class, JvmOptions.all(), classPath, arguments);
    return Json.readAll(Programs.run(command).getLast(), SizeFigure.class);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
