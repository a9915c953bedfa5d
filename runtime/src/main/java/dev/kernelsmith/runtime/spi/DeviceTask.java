package dev.kernelsmith.runtime.spi;

import java.util.List;

/**
 * One kernel launch of a task graph.
 *
 * @param name name of the task, which is also that of its kernel method
 * @param results what it finishes, of all that can be seen from outside: {@code logits}, {@code probabilities}, {@code losses},
 *     {@code parameters}, or the name of a parameter for its gradient
 * @param flops floating-point operations of one launch
 * @param bytes bytes of all buffers that it reads and writes, each counted once: the least that must move
 */
public record DeviceTask(String name, List<String> results, long flops, long bytes) {
  /** Copies the list. */
  public DeviceTask {
    results = List.copyOf(results);
  }
}
