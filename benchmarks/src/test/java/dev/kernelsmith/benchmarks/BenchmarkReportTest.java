package dev.kernelsmith.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class BenchmarkReportTest {
  @TempDir private Path directory;

  @Test
  void givesRatesTimesAndSharesOfThePeak() throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("KernelBenchmark.(multiplyAdd|denseTiles)")
        .include("PredictionBenchmark.Scalar.latency")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(1))
        .output(directory.resolve("jmh.txt").toString());
    List<String> lines = print(new Runner(options.build()).run());
    String peak = line(lines, "KernelBenchmark.multiplyAdd");
    assertTrue(peak.endsWith(" 100%"), peak);
    String[] dense = line(lines, "KernelBenchmark.denseTiles").split(" +");
    double samplesPerSecond = Double.parseDouble(dense[1].replace(",", ""));
    double micros = Double.parseDouble(dense[2]);
    double gigaflops = Double.parseDouble(dense[3]);
    double rounding = 0.6 / (samplesPerSecond - 0.6); // of a rate without digits, which is small on a slow machine
    assertEquals(1e6 / samplesPerSecond, micros, 0.006 + rounding * micros);
    assertEquals(samplesPerSecond * 2 * 400 * 120 * 1e-9, gigaflops, 0.06 + 0.01 * gigaflops);
    String[] latency = line(lines, "PredictionBenchmark.Scalar.latency").split(" +");
    assertTrue(Double.parseDouble(latency[1]) <= Double.parseDouble(latency[2]), String.join(" ", latency));
  }

  private static List<String> print(Collection<RunResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new BenchmarkReport(results).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String line(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }
}
