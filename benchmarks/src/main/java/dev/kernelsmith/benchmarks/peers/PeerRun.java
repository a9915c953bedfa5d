package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.peers.PeerProbe.Part;
import dev.kernelsmith.benchmarks.suite.Figure;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.Threads;
import dev.kernelsmith.benchmarks.suite.Workload;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures libraries in turns, and in each round another one first. */
final class PeerRun {
  private final List<Library> libraries;
  private final PeerPrograms programs;
  private final int rounds;
  private final PrintWriter progress;
  private final Map<Place, List<Figure>> figures = new LinkedHashMap<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<Library, Map<String, List<String>>> problems = new HashMap<>();
  private final Set<Task> failed = new LinkedHashSet<>();

  /** What a JVM has to do, whatever threads. */
  private record Task(Library library, Workload workload, Part part) {
    @Override
    public String toString() {
      return workload + " " + part.title();
    }
  }

  private record Place(Library library, Quantity quantity, Workload workload, int threads) {}

  /**
   * A run.
   *
   * @param libraries what to measure, ours first: the others are compared with it
   * @param programs starts them
   * @param rounds how often each is measured
   * @param progress takes what is being measured
   */
  PeerRun(List<Library> libraries, PeerPrograms programs, int rounds, PrintWriter progress) {
    this.libraries = List.copyOf(libraries);
    this.programs = programs;
    this.rounds = rounds;
    this.progress = progress;
    for (Library library : libraries) {
      problems.put(library, new LinkedHashMap<>());
      programs.missing(library).ifPresent(why -> addProblem(library, why, "all"));
    }
  }

  /** Measures one workload, with each of these numbers of threads. */
  void measure(Workload workload, List<Integer> threads, Protocol protocol) {
    Map<Part, FirstNumbers> references = new EnumMap<>(Part.class);
    for (int round = 0; round < rounds; round++) {
      for (Part part : Part.values()) {
        for (int count : threads) {
          for (int i = 0; i < libraries.size(); i++) {
            Task task = new Task(libraries.get((round + i) % libraries.size()), workload, part);
            if (programs.missing(task.library).isEmpty() && !failed.contains(task)) {
              measure(task, count, protocol, references);
            }
          }
        }
      }
    }
  }

  private void measure(Task task, int threads, Protocol protocol, Map<Part, FirstNumbers> references) {
    progress.println("measuring " + task.library.title() + ": " + task + " on " + Threads.words(threads));
    progress.flush();
    Answer answer = ask(task, threads, protocol, references);
    if (!answer.version().isEmpty()) {
      versions.put(task.library.title(), answer.version());
    }
    if (!answer.problem().isEmpty()) {
      failed.add(task);
      addProblem(task.library, answer.problem(), task.toString());
    }
    if (task.library.isOurs() && answer.numbers() != null) {
      references.putIfAbsent(task.part, answer.numbers());
    }
    for (Figure figure : answer.figures()) {
      Place place = new Place(task.library, Quantity.named(figure.name(), threads), task.workload, threads);
      figures.computeIfAbsent(place, p -> new ArrayList<>()).add(figure);
    }
  }

  private void addProblem(Library library, String problem, String where) {
    progress.println(library.title() + ": " + where + ": " + problem);
    problems.get(library).computeIfAbsent(problem, p -> new ArrayList<>()).add(where);
  }

  private Answer ask(Task task, int threads, Protocol protocol, Map<Part, FirstNumbers> references) {
    FirstNumbers reference = references.get(task.part);
    if (reference == null && !task.library.isOurs()) {
      return Answer.failed("there is nothing to compare with, since ours failed");
    }
    return programs.run(task.library, task.workload, task.part, threads, protocol, reference);
  }

  /** All that was measured. */
  List<Measurement> measurements() {
    return figures.entrySet().stream()
        .map(e -> new Measurement(
            e.getKey().library.title(), e.getKey().quantity, e.getKey().threads, Measurement.together(e.getValue())))
        .toList();
  }

  /** What became of the libraries. */
  List<PeerState> states() {
    return libraries.stream()
        .map(library -> new PeerState(
            library.title(), versions.getOrDefault(library.title(), ""),
            problems.get(library).entrySet().stream()
                .map(e -> String.join("; ", e.getValue()) + ": " + e.getKey()).toList()))
        .toList();
  }
}
