package dev.kernelsmith.benchmarks;

import dev.kernelsmith.benchmarks.jmh.KernelBenchmark;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** JMH's results in the units of this project: samples per second, microseconds, GFLOP/s and share of the measured peak. */
final class BenchmarkReport {
  private static final String WORK = "gigaflops";

  private final Collection<RunResult> results;
  private final OptionalDouble peak;

  BenchmarkReport(Collection<RunResult> results) {
    this.results = List.copyOf(results);
    peak =
        results.stream()
            .filter(result -> result.getParams().getBenchmark().endsWith("." + KernelBenchmark.PEAK))
            .mapToDouble(BenchmarkReport::gigaflops)
            .findFirst();
  }

  void print(PrintStream out) {
    out.println();
    out.printf(Locale.ROOT, "%-58s %14s %8s %10s %9s %8s%n", "throughput", "score/s", "+-", "us", "GFLOP/s", "of peak");
    results.stream().filter(result -> result.getParams().getMode() == Mode.Throughput).forEach(r -> throughput(r, out));
    out.println();
    out.printf(Locale.ROOT, "%-58s %10s %10s %10s  us%n", "latency", "p50", "p99", "p99.9");
    results.stream().filter(result -> result.getParams().getMode() == Mode.SampleTime).forEach(r -> latency(r, out));
  }

  private void throughput(RunResult result, PrintStream out) {
    Result<?> primary = result.getPrimaryResult();
    double perSecond = primary.getScore();
    boolean peakItself = name(result).endsWith(KernelBenchmark.PEAK);
    String error =
        Double.isNaN(primary.getScoreError()) ? ""
            : String.format(Locale.ROOT, "%.1f%%", 100 * primary.getScoreError() / perSecond);
    out.printf(
        Locale.ROOT, "%-58s %14s %8s %10s %9.1f %8s%n",
        name(result),
        peakItself ? "" : String.format(Locale.ROOT, "%,.0f", perSecond),
        error,
        peakItself ? "" : String.format(Locale.ROOT, "%.2f", 1e6 / perSecond),
        gigaflops(result),
        share(result));
  }

  /** Work per second in relation to the peak of all the cores that the benchmark used. */
  private String share(RunResult result) {
    if (peak.isEmpty()) {
      return "";
    }
    BenchmarkParams params = result.getParams();
    String threads = params.getParamsKeys().contains("threads") ? params.getParam("threads") : null;
    int cores = threads != null ? Integer.parseInt(threads) : params.getThreads();
    return String.format(Locale.ROOT, "%.0f%%", 100 * gigaflops(result) / (peak.getAsDouble() * cores));
  }

  private static void latency(RunResult result, PrintStream out) {
    Statistics times = result.getPrimaryResult().getStatistics();
    out.printf(
        Locale.ROOT, "%-58s %10.2f %10.2f %10.2f%n",
        name(result),
        times.getPercentile(50),
        times.getPercentile(99),
        times.getPercentile(99.9));
  }

  private static double gigaflops(RunResult result) {
    Result<?> work = result.getSecondaryResults().get(WORK);
    return work == null ? 0 : work.getScore();
  }

  private static String name(RunResult result) {
    BenchmarkParams params = result.getParams();
    String full = params.getBenchmark();
    StringBuilder text = new StringBuilder(full.substring(full.indexOf(".jmh.") + ".jmh.".length()));
    for (String key : params.getParamsKeys()) {
      text.append(' ').append(key).append('=').append(params.getParam(key));
    }
    return text.toString();
  }
}
