package uk.ac.manchester.tornado.api.standin;

import java.util.LinkedHashMap;
import java.util.Map;

/** Times of one execution in nanoseconds, and bytes. All 0 where it is off. */
public final class Profile {
  private final boolean on;
  private final Map<String, Map<String, Map<String, String>>> tasks = new LinkedHashMap<>();
  private long totalTime;
  private long copyInTime;
  private long copyOutTime;
  private long kernelTime;
  private long bytesIn;
  private long bytesOut;

  Profile(boolean on) {
    this.on = on;
  }

  void in(long nanos, long bytes) {
    if (on) {
      copyInTime += nanos;
      bytesIn += bytes;
    }
  }

  void out(long nanos, long bytes) {
    if (on) {
      copyOutTime += nanos;
      bytesOut += bytes;
    }
  }

  void kernel(String graph, KernelTask task, StandInDevice device, long nanos) {
    if (on) {
      kernelTime += nanos;
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("BACKEND", device.getTornadoVMBackend().name());
      facts.put("METHOD", task.methodName());
      facts.put("DEVICE_ID", "0:" + device.index());
      facts.put("DEVICE", device.getDeviceName());
      facts.put("TASK_KERNEL_TIME", Long.toString(nanos));
      tasks.computeIfAbsent(graph, g -> new LinkedHashMap<>()).put(graph + "." + task.id(), facts);
    }
  }

  void total(long nanos) {
    if (on) {
      totalTime += nanos;
    }
  }

  /** Of the whole execution. */
  public long totalTime() {
    return totalTime;
  }

  /** Of sending. */
  public long copyInTime() {
    return copyInTime;
  }

  /** Of bringing back. */
  public long copyOutTime() {
    return copyOutTime;
  }

  /** Of all kernels. */
  public long kernelTime() {
    return kernelTime;
  }

  /** Bytes sent. */
  public long bytesIn() {
    return bytesIn;
  }

  /** Bytes brought back. */
  public long bytesOut() {
    return bytesOut;
  }

  /** All of it: an object per graph, and in it an object per task. Empty where the profiler is off. */
  public String json() {
    StringBuilder json = new StringBuilder();
    tasks.forEach((graph, ofGraph) -> {
      json.append("{\n    \"").append(graph).append("\": {\n");
      fact(json, 8, "TOTAL_KERNEL_TIME", Long.toString(kernelTime), ",");
      fact(json, 8, "TOTAL_TASK_GRAPH_TIME", Long.toString(totalTime), ",");
      fact(json, 8, "COPY_IN_TIME", Long.toString(copyInTime), ",");
      fact(json, 8, "COPY_OUT_TIME", Long.toString(copyOutTime), ",");
      fact(json, 8, "TOTAL_COPY_IN_SIZE_BYTES", Long.toString(bytesIn), ",");
      fact(json, 8, "TOTAL_COPY_OUT_SIZE_BYTES", Long.toString(bytesOut), ",");
      int left = ofGraph.size();
      for (Map.Entry<String, Map<String, String>> task : ofGraph.entrySet()) {
        json.append("        \"").append(task.getKey()).append("\": {\n");
        int more = task.getValue().size();
        for (Map.Entry<String, String> entry : task.getValue().entrySet()) {
          fact(json, 12, entry.getKey(), entry.getValue(), --more > 0 ? "," : "");
        }
        json.append("        }").append(--left > 0 ? ",\n" : "\n");
      }
      json.append("    }\n}\n");
    });
    return json.toString();
  }

  private static void fact(StringBuilder json, int indent, String key, String value, String end) {
    json.append(" ".repeat(indent)).append('"').append(key).append("\": \"").append(value).append('"').append(end)
        .append('\n');
  }
}
