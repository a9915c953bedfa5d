package dev.kernelsmith.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code kernelsmith bench} runs. It is in the module of the benchmarks, and found by {@link java.util.ServiceLoader}. */
public interface BenchmarkSuite {
  /** Names of the workloads, in their order. */
  List<String> workloads();

  /**
   * Measures, writes results to files and prints a table.
   *
   * @param request what to measure
   * @param out takes the table
   * @param progress takes what is being measured
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if the baseline is no file of results
   */
  void run(Request request, PrintWriter out, PrintWriter progress) throws IOException;

  /**
   * What to measure.
   *
   * @param workloads names of workloads
   * @param quick whether to be done in minutes
   * @param threads threads of a training on all threads
   * @param out folder for the results
   * @param baseline results of an earlier run to compare with; null for none
   */
  record Request(List<String> workloads, boolean quick, int threads, Path out, @Nullable Path baseline) {
    /** Copies the list. */
    public Request {
      workloads = List.copyOf(workloads);
    }
  }
}
