package dev.kernelsmith.runtime.device;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the driver's profiler says of one training step or one prediction. Times are those of the device, in nanoseconds.
 *
 * @param kernels time that each task's kernel ran, by the task's name
 * @param kernelDispatchNanos time it took to hand all kernels to the device
 * @param transferDispatchNanos time it took to hand all transfers to the device
 * @param copyInNanos time of all transfers to the device
 * @param copyOutNanos time of all transfers from the device
 * @param copyInBytes bytes sent to the device
 * @param copyOutBytes bytes brought back
 * @param totalNanos time that the task graphs took as a whole, seen from the host
 */
public record DeviceProfile(
    Map<String, Long> kernels,
    long kernelDispatchNanos,
    long transferDispatchNanos,
    long copyInNanos,
    long copyOutNanos,
    long copyInBytes,
    long copyOutBytes,
    long totalNanos) {
  /** A name with what follows it, or the end of an object. */
  private static final Pattern MEMBER = Pattern.compile("\"([^\"]*)\"\\s*:\\s*(?:\"([^\"]*)\"|(\\{))|(\\})");

  private static final String TASK_KERNEL_TIME = "TASK_KERNEL_TIME";

  /** Copies the map. */
  public DeviceProfile {
    kernels = Collections.unmodifiableMap(new LinkedHashMap<>(kernels));
  }

  /**
   * Reads what TornadoVM's profiler writes: one object for each task graph, with the graph's figures, and an object in it for each
   * task, {@code "graph.task"}. The profiler appends to what it wrote before, so the last object of a graph counts. Sums over graphs.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static DeviceProfile parse(String text) {
    Map<String, Map<String, String>> graphs = new LinkedHashMap<>();
    Map<String, String> figures = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    Matcher matcher = MEMBER.matcher(text);
    while (matcher.find()) {
      if (matcher.group(3) != null) {
        if (open.isEmpty()) {
          figures = new LinkedHashMap<>();
          graphs.put(matcher.group(1), figures);
        }
        open.push(matcher.group(1));
      } else if (matcher.group(4) != null) {
        open.pollFirst(); // the bracket around a graph's name has no name itself
      } else if (!open.isEmpty()) {
        String task = open.size() > 1 ? open.peekFirst() + "/" : "";
        figures.put(task + matcher.group(1), matcher.group(2));
      }
    }
    if (graphs.isEmpty() || !open.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "this is not what the profiler of TornadoVM %s writes, an object for each task graph: %s",
              DeviceFaults.EXPECTED, text.length() > 80 ? text.substring(0, 80) + "..." : text));
    }
    return of(graphs);
  }

  private static DeviceProfile of(Map<String, Map<String, String>> graphs) {
    Map<String, Long> kernels = new LinkedHashMap<>();
    graphs.forEach(
        (graph, figures) -> figures.forEach(
            (key, value) -> {
              if (key.endsWith("/" + TASK_KERNEL_TIME)) {
                String task = key.substring(0, key.length() - TASK_KERNEL_TIME.length() - 1);
                kernels.merge(task.substring(task.lastIndexOf('.') + 1), number(key, value), Long::sum);
              }
            }));
    return new DeviceProfile(
        kernels,
        sum(graphs, "TOTAL_DISPATCH_KERNEL_TIME"),
        sum(graphs, "TOTAL_DISPATCH_DATA_TRANSFERS_TIME"),
        sum(graphs, "COPY_IN_TIME"),
        sum(graphs, "COPY_OUT_TIME"),
        sum(graphs, "TOTAL_COPY_IN_SIZE_BYTES"),
        sum(graphs, "TOTAL_COPY_OUT_SIZE_BYTES"),
        sum(graphs, "TOTAL_TASK_GRAPH_TIME"));
  }

  private static long sum(Map<String, Map<String, String>> graphs, String key) {
    return graphs.values().stream().mapToLong(figures -> number(key, figures.getOrDefault(key, "0"))).sum();
  }

  private static long number(String key, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException exception) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the profile has %s for %s, not a number", value, key), exception);
    }
  }

  /** Time that one task's kernel ran; 0 where the profile does not have the task. */
  public long kernelNanos(String task) {
    return kernels.getOrDefault(task, 0L);
  }

  /** Time that all kernels ran. */
  public long kernelNanos() {
    return kernels.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Time of all transfers. */
  public long transferNanos() {
    return copyInNanos + copyOutNanos;
  }
}
