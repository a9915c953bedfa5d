package uk.ac.manchester.tornado.api.standin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task graph that changes no more.
 *
 * @param name its name
 * @param tasks its kernels, in order
 * @param inputs what is sent before the tasks
 * @param outputs what is brought back after them
 * @param persisted what stays on the device for other graphs
 * @param consumed what is taken from other graphs
 */
public record Graph(
    String name, List<KernelTask> tasks, List<Transfer> inputs, List<Transfer> outputs, List<Object> persisted,
    List<Consumed> consumed) {

  /**
   * An array that moves.
   *
   * @param mode when, as TornadoVM counts the modes
   * @param array the array on the host
   */
  record Transfer(int mode, Object array) {}

  /**
   * An array of another graph.
   *
   * @param from name of that graph; null: the one that ran before
   * @param array the array on the host
   */
  record Consumed(@Nullable String from, Object array) {}

  /** Whether an array keeps its content on the device from one execution to the next. */
  boolean isResident(Object array) {
    return persists(array) || consumed.stream().anyMatch(c -> c.array == array)
        || inputs.stream().anyMatch(t -> t.array == array)
        || outputs.stream().anyMatch(t -> t.array == array && t.mode == GraphBuilder.UNDER_DEMAND);
  }

  boolean persists(Object array) {
    return persisted.stream().anyMatch(p -> p == array);
  }

  /** Whether a result of an execution can bring an array back. */
  boolean canBringBack(Object array) {
    return persists(array) || consumed.stream().anyMatch(c -> c.array == array)
        || outputs.stream().anyMatch(t -> t.array == array);
  }

  /** Whether any list of the graph names an array. */
  boolean isListed(Object array) {
    return canBringBack(array) || inputs.stream().anyMatch(t -> t.array == array);
  }
}
