package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.compare.MeasurementException;
import dev.kernelsmith.benchmarks.compare.Programs;
import dev.kernelsmith.benchmarks.peers.PeerProbe.Part;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.JvmOptions;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.benchmarks.suite.Workload;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts a JVM for each measurement. */
final class PeerPrograms {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Path modules;
  private final BuildLog log;

  /**
   * Knows where the libraries are.
   *
   * @param modules the folder with their modules
   * @param log what Maven said when it built them
   */
  PeerPrograms(Path modules, BuildLog log) {
    this.modules = modules;
    this.log = log;
  }

  /** Why a library cannot be run; empty if it can. */
  Optional<String> missing(Library library) {
    return library.isBuilt(modules) ? Optional.empty() : Optional.of(log.whyNotBuilt(library));
  }

  /** Has a new JVM measure; a failure of that JVM is an answer, too. */
  Answer run(Library library, Workload workload, Part part, int threads, Protocol protocol,
      @Nullable FirstNumbers reference) {
    List<String> arguments =
        new ArrayList<>(
            List.of(library.peer(), part.name(), workload.name(), Integer.toString(threads), Json.line(protocol)));
    if (reference != null) {
      arguments.add(Json.line(reference));
    }
    return run(PeerProbe.class, library, arguments, threads);
  }

  /** The same for a network over sequences. */
  Answer run(Library library, Quantity quantity, SequenceModel model, int threads, Protocol protocol,
      boolean ofProcessors, @Nullable FirstNumbers reference) {
    List<String> arguments =
        new ArrayList<>(
            List.of(library.sequences(), quantity.name(), model.name(), Integer.toString(threads),
                Json.line(protocol), Boolean.toString(ofProcessors)));
    if (reference != null) {
      arguments.add(Json.line(reference));
    }
    return run(SequenceProbe.class, library, arguments, threads);
  }

  private Answer run(Class<?> main, Library library, List<String> arguments, int threads) {
    List<String> command = command(main, library, arguments);
    try {
      return Programs.run(command, environment(library, threads), LIMIT).stream()
          .filter(line -> line.startsWith(PeerProbe.MARK))
          .map(line -> Json.read(line.substring(PeerProbe.MARK.length()), Answer.class))
          .findFirst().orElseGet(() -> Answer.failed("its JVM ended without an answer"));
    } catch (MeasurementException e) {
      return Answer.failed(String.valueOf(e.getMessage()).replace(String.join(" ", command), "its JVM"));
    }
  }

  /**
   * Has a new JVM ask a library for the numbers of its optimizers.
   *
   * @return a line for each reference
   * @throws MeasurementException if that JVM fails
   */
  List<String> optimizers(Library library) {
    List<String> command = command(OptimizersProbe.class, library, List.of(library.optimizers()));
    return Programs.run(command, environment(library, 1), LIMIT).stream()
        .filter(line -> line.startsWith(PeerProbe.MARK))
        .flatMap(line -> Json.readAll(line.substring(PeerProbe.MARK.length()), String.class).stream()).toList();
  }

  private List<String> command(Class<?> main, Library library, List<String> arguments) {
    List<String> options = new ArrayList<>(JvmOptions.all());
    options.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    library.jvmOptions().forEach(option -> options.add(option.replace(Library.CACHE, cache())));
    return Programs.java(main, options, classPath(library), arguments);
  }

  private String classPath(Library library) {
    List<String> path = new ArrayList<>(library.classPath(modules));
    path.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, path);
  }

  private String cache() {
    return modules.resolve("target/cache").toAbsolutePath().toString();
  }

  /** Libraries that compute with OpenMP take their threads from there. */
  private static Map<String, String> environment(Library library, int threads) {
    Map<String, String> variables = new HashMap<>(library.environment());
    variables.put("OMP_NUM_THREADS", Integer.toString(threads));
    variables.put("OPENBLAS_NUM_THREADS", "1");
    return variables;
  }
}
