package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.JvmOptions;
import dev.kernelsmith.benchmarks.suite.Machine;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.Results;
import dev.kernelsmith.benchmarks.suite.Workload;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures other libraries and this project on the same networks, weights and samples, in turns, and prints how many times faster ours is than
 * the best of them. {@code benchmarks/peers/measure.sh} builds the libraries' modules, as far as they can be had, and runs it.
 */
// @formatter:off
@Command(name = "PeersMain", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Compares training and prediction with other libraries, in turns, each time in new processes.")
public final class PeersMain implements Callable<Integer> {
  @Option(names = "--quick", description = "Short windows and one round: some ten minutes for all workloads.")
  private boolean quick;

  @Option(names = "--workloads", paramLabel = "NAME", split = ",", description = "What to measure, such as W1,W3. Default: all")
  private @Nullable List<Workload> workloads;

  @Option(names = "--threads", paramLabel = "N", split = ",", description = "Threads that compute. Default: 1 and all processors")
  private @Nullable List<Integer> threads;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds; in each, every library has a JVM for each measurement. Default: 3, with --quick 1")
  private @Nullable Integer rounds;

  @Option(names = "--libraries", paramLabel = "NAME", split = ",",
      description = "Folders of the libraries to compare with, such as tensorflow,onnxruntime. Default: all")
  private @Nullable List<String> folders;

  @Option(names = "--modules", paramLabel = "DIR", defaultValue = "benchmarks/peers",
      description = "The folder with the libraries' modules. Default: ${DEFAULT-VALUE}")
  private Path modules;

  @Option(names = "--log", paramLabel = "FILE", defaultValue = "benchmarks/peers/target/build.log",
      description = "What Maven said when it built them, for why one is missing. Default: ${DEFAULT-VALUE}")
  private Path log;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "bench/peers", description = "Folder for the results. Default: ${DEFAULT-VALUE}")
  private Path out;
  // @formatter:on

  private final PrintWriter printer;
  private final PrintWriter progress;

  PeersMain(PrintWriter printer, PrintWriter progress) {
    this.printer = printer;
    this.progress = progress;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    PrintWriter printer = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new PeersMain(printer, progress)).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Library> libraries = new ArrayList<>(List.of(Library.ours()));
    Library.others().stream().filter(l -> folders == null || folders.contains(l.folder())).forEach(libraries::add);
    measure(libraries, quick ? quick() : full());
    return 0;
  }

  /** For figures to rely on: the shared warm-up of at least 3 s, and five windows of 1 s in each round. */
  private static Protocol full() {
    return new Protocol(3000, 15_000, 1000, 5, 0, 0);
  }

  private static Protocol quick() {
    return new Protocol(300, 4000, 200, 3, 0, 0);
  }

  void measure(List<Library> libraries, Protocol protocol) throws Exception {
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    PeerPrograms programs = new PeerPrograms(modules, BuildLog.of(log));
    int times = rounds == null ? quick ? 1 : 3 : rounds;
    PeerRun run = new PeerRun(libraries, programs, times, progress);
    Files.createDirectories(out);
    Path json = out.resolve("results.json");
    for (Workload workload : workloads == null ? List.of(Workload.values()) : workloads) {
      run.measure(workload, threads(), protocol);
      Json.write(json, results(time, protocol, run)); // a run that is ended early keeps what it has
    }
    new PeerTable(results(time, protocol, run), run.measurements()).print(printer);
    printer.println("Written: " + json);
  }

  private static PeerResults results(String time, Protocol protocol, PeerRun run) {
    List<Measurement> measurements = run.measurements();
    List<Figure> figures = new ArrayList<>(measurements.stream().map(Measurement::named).toList());
    figures.addAll(new Ratios(measurements).all());
    return new PeerResults(
        new Results(
            time, Machine.words(), Networks.lenet5(1).engine().kernels(), JvmOptions.all(), protocol,
            List.of(), figures, List.of()),
        run.states());
  }

  private List<Integer> threads() {
    int all = Runtime.getRuntime().availableProcessors();
    return threads != null ? threads : all == 1 ? List.of(1) : List.of(1, all);
  }
}
