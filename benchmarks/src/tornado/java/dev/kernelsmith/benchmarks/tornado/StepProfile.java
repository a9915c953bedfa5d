package dev.kernelsmith.benchmarks.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TornadoVM's profiler said of one execution.
 *
 * @param tasks the kernels, in the order of the text
 * @param bytesIn sent to the device
 * @param bytesOut brought back from the device
 */
record StepProfile(List<Task> tasks, long bytesIn, long bytesOut) {
  /**
   * One kernel.
   *
   * @param name its task, after that of the graph and a dot
   * @param nanos time on the device
   */
  record Task(String name, long nanos) {}

  private static final Pattern TASK =
      Pattern.compile("\"([^\"]+)\": \\{[^{}]*\"TASK_KERNEL_TIME\": \"(\\d+)\"[^{}]*\\}");
  private static final Pattern IN = Pattern.compile("\"TOTAL_COPY_IN_SIZE_BYTES\": \"(\\d+)\"");
  private static final Pattern OUT = Pattern.compile("\"TOTAL_COPY_OUT_SIZE_BYTES\": \"(\\d+)\"");

  /** Copies the list. */
  StepProfile {
    tasks = List.copyOf(tasks);
  }

  /**
   * Reads the profiler's JSON, of which the last object is the last execution; what it does not mention counts as
   * nothing.
   */
  static StepProfile read(String log) {
    return readAll(log.substring(Math.max(0, log.lastIndexOf("\n{"))));
  }

  /** The same of all objects, where a step is several executions. */
  static StepProfile readAll(String json) {
    List<Task> tasks = new ArrayList<>();
    Matcher task = TASK.matcher(json);
    while (task.find()) {
      tasks.add(new Task(task.group(1), Long.parseLong(task.group(2))));
    }
    return new StepProfile(tasks, sum(IN, json), sum(OUT, json));
  }

  private static long sum(Pattern pattern, String json) {
    return pattern.matcher(json).results().mapToLong(match -> Long.parseLong(match.group(1))).sum();
  }
}
