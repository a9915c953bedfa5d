package dev.kernelsmith.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs once; how fast is not looked at. */
class BenchmarksRunTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(classes = {TrainingBenchmark.class, PlainTrainingBenchmark.class, PredictionBenchmark.class,
    BlockBenchmark.class, KernelBenchmark.class, HandWrittenBenchmark.class})
  void runs(Class<?> benchmark) throws Exception {
    Collection<RunResult> results = run(benchmark);
    assertEquals(listed(benchmark), results.size());
    for (RunResult result : results) {
      assertTrue(result.getPrimaryResult().getScore() > 0, result.getParams().getBenchmark());
    }
  }

  private Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("\\." + benchmark.getSimpleName() + "\\.")
        .param("batch", "64")
        .param("threads", "2")
        .param("kernel", "DENSE_INPUT_GRADIENT")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(1))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .output(directory.resolve("jmh.txt").toString());
    return new Runner(options.build()).run();
  }

  /** How many methods of the class, or of its nested ones, JMH's processor has found. */
  private static long listed(Class<?> benchmark) throws IOException {
    try (InputStream list = BenchmarksRunTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
      String text = new String(Objects.requireNonNull(list, "BenchmarkList").readAllBytes(), StandardCharsets.UTF_8);
      Stream<String> lines = text.lines();
      return lines.filter(line -> line.matches(".* " + benchmark.getName() + "[. ].*")).count();
    }
  }
}
