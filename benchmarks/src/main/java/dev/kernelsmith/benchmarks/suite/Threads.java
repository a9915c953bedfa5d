package dev.kernelsmith.benchmarks.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that several threads do at the same time. */
public final class Threads {
  private Threads() {}

  /** As {@code 1 thread}. */
  public static String words(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }

  /** The sum of what so many threads return for the same task, which all of them run at once. */
  static double sum(int count, Callable<Double> task) throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
      List<Double> parts = new ArrayList<>();
      for (Future<Double> part : pool.invokeAll(Collections.nCopies(count, task))) {
        parts.add(part.get());
      }
      return parts.stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
