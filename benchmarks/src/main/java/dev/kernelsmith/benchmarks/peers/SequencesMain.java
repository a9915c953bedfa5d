package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.JvmOptions;
import dev.kernelsmith.benchmarks.suite.Machine;
import dev.kernelsmith.benchmarks.suite.Numbers;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.Results;
import dev.kernelsmith.benchmarks.suite.TextTable;
import dev.kernelsmith.benchmarks.suite.Threads;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how many characters a second networks over sequences learn, and write one after the other: ours, ours with characters as one-hot vectors, and the same in other libraries, with the same weights, texts and
 * optimizer, in turns. {@code benchmarks/peers/sequences.sh} builds the libraries' modules, as far as they can be had, and runs it.
 */
// @formatter:off
@Command(name = "SequencesMain", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Compares trainings of a recurrent network and of a transformer with other libraries, in turns, each time in new processes.")
public final class SequencesMain implements Callable<Integer> {
  @Option(names = "--quick", description = "Short windows and one round: some two minutes.")
  private boolean quick;

  @Option(names = "--models", paramLabel = "NAME", split = ",", description = "What to measure: ${COMPLETION-CANDIDATES}. Default: all")
  private @Nullable List<SequenceModel> models;

  @Option(names = "--quantities", paramLabel = "NAME", split = ",", description = "TRAINING, WRITING or both. Default: both")
  private List<Quantity> quantities = List.of(Quantity.TRAINING, Quantity.WRITING);

  @Option(names = "--threads", paramLabel = "N", split = ",", description = "Threads that compute. Default: 1 and all processors")
  private @Nullable List<Integer> threads;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds; in each, every library has a JVM for each measurement. Default: 3, with --quick 1")
  private @Nullable Integer rounds;

  @Option(names = "--processor-time",
      description = "Counts the time that processors give, divided by threads, rather than what passes: for machines with other work.")
  private boolean ofProcessors;

  @Option(names = "--ours", description = "No other libraries.")
  private boolean ours;

  @Option(names = "--modules", paramLabel = "DIR", defaultValue = "benchmarks/peers",
      description = "The folder with the libraries' modules. Default: ${DEFAULT-VALUE}")
  private Path modules;

  @Option(names = "--log", paramLabel = "FILE", defaultValue = "benchmarks/peers/target/build.log",
      description = "What Maven said when it built them, for why one is missing. Default: ${DEFAULT-VALUE}")
  private Path log;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "bench/sequences", description = "Folder for the results. Default: ${DEFAULT-VALUE}")
  private Path out;
  // @formatter:on

  private final PrintWriter printer;
  private final PrintWriter progress;
  private final Map<Place, List<Figure>> figures = new LinkedHashMap<>();
  private final Map<String, PeerState> states = new LinkedHashMap<>();
  private final Map<Reference, FirstNumbers> references = new HashMap<>();

  private record Place(Quantity quantity, SequenceModel model, int threads, Library library) {
    Reference reference() {
      return new Reference(quantity, model);
    }
  }

  /** What all libraries must agree on. */
  private record Reference(Quantity quantity, SequenceModel model) {}

  SequencesMain(PrintWriter printer, PrintWriter progress) {
    this.printer = printer;
    this.progress = progress;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    PrintWriter printer = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new SequencesMain(printer, progress)).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Library> libraries = new ArrayList<>(List.of(Library.ours(), Library.oneHot()));
    if (!ours) {
      Library.others().stream().filter(library -> !library.sequences().isEmpty()).forEach(libraries::add);
    }
    measure(libraries, quick ? new Protocol(300, 4000, 200, 3, 0, 0) : new Protocol(3000, 60_000, 1000, 5, 0, 0));
    return 0;
  }

  /** Measures all libraries, ours first, with which others are compared. */
  void measure(List<Library> libraries, Protocol protocol) throws Exception {
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    PeerPrograms programs = new PeerPrograms(modules, BuildLog.of(log));
    for (Library library : libraries) {
      programs.missing(library).ifPresent(why -> fail(library, "", "all: " + why));
    }
    int times = rounds == null ? quick ? 1 : 3 : rounds;
    for (int round = 0; round < times; round++) {
      for (SequenceModel model : models()) {
        for (Quantity quantity : quantities) {
          for (int count : threads(quantity)) {
            for (int i = 0; i < libraries.size(); i++) {
              // Ours is the first of the first round, since others are compared with it; then each in turn.
              Library library = libraries.get((round + i) % libraries.size());
              if (quantity == Quantity.TRAINING || !library.title().equals(Library.oneHot().title())) {
                measure(new Place(quantity, model, count, library), programs, protocol);
              }
            }
          }
        }
      }
    }
    Files.createDirectories(out);
    Path json = out.resolve("results.json");
    Json.write(json, results(time, protocol));
    print(libraries, protocol);
    printer.println("Written: " + json);
  }

  private void measure(Place place, PeerPrograms programs, Protocol protocol) {
    Library library = place.library;
    if (states.containsKey(library.title()) && !states.get(library.title()).problems().isEmpty()) {
      return;
    }
    progress.println(
        "measuring " + library.title() + ": " + place.model + ", " + place.quantity.name(place.threads));
    Answer answer =
        programs.run(
            library, place.quantity, place.model, place.threads, protocol, ofProcessors,
            references.get(place.reference()));
    if (!answer.problem().isEmpty()) {
      fail(library, answer.version(), place.model + ": " + answer.problem());
      return;
    }
    if (answer.numbers() != null) {
      references.putIfAbsent(place.reference(), answer.numbers());
    }
    states.put(library.title(), new PeerState(library.title(), answer.version(), List.of()));
    figures.computeIfAbsent(place, p -> new ArrayList<>()).addAll(answer.figures());
  }

  private void fail(Library library, String version, String problem) {
    progress.println(library.title() + ": " + problem);
    states.put(library.title(), new PeerState(library.title(), version, List.of(problem)));
  }

  private List<SequenceModel> models() {
    return models == null ? List.of(SequenceModel.values()) : models;
  }

  /** A character at a time is too little work to share out. */
  private List<Integer> threads(Quantity quantity) {
    if (quantity == Quantity.WRITING && threads == null) {
      return List.of(1);
    }
    return threads == null
        ? Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList()
        : threads;
  }

  private PeerResults results(String time, Protocol protocol) {
    List<Figure> all =
        figures.entrySet().stream()
            .map(e -> new Measurement(
                e.getKey().library.title(), e.getKey().quantity, e.getKey().threads,
                Measurement.together(e.getValue())).named())
            .toList();
    return new PeerResults(
        new Results(
            time, Machine.words(), Networks.charLstm(1).engine().kernels(), JvmOptions.all(), protocol,
            List.of(), all, List.of()),
        List.copyOf(states.values()));
  }

  private void print(List<Library> libraries, Protocol protocol) {
    TextTable table = new TextTable(3);
    List<String> head = new ArrayList<>(List.of("", "", SequenceProbe.UNIT));
    libraries.forEach(library -> head.add(library.title()));
    table.add(head);
    for (SequenceModel model : models()) {
      for (Quantity quantity : quantities) {
        for (int count : threads(quantity)) {
          List<String> row = new ArrayList<>(List.of(model.name(), quantity.title(), Threads.words(count)));
          for (Library library : libraries) {
            List<Figure> found = figures.getOrDefault(new Place(quantity, model, count, library), List.of());
            row.add(found.isEmpty() ? "-" : cell(Measurement.together(found)));
          }
          table.add(row);
        }
      }
    }
    table.print(printer);
    printer.printf(Locale.ROOT, "%n~ Still becoming faster, or disturbed, when it was measured. Each figure: %s.%n",
        protocol.words());
    models().forEach(model -> printer.println(model + ": " + model.title()));
    states.values().forEach(state -> printer
        .println((state.title() + " " + state.version() + " " + String.join("; ", state.problems())).strip()));
  }

  private static String cell(Figure figure) {
    return (figure.steady() ? "" : "~") + Numbers.three(figure.median());
  }
}
