package uk.ac.manchester.tornado.api.standin;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.standin.Graph.Consumed;
import uk.ac.manchester.tornado.api.standin.Graph.Transfer;

/** A graph in a plan: its memory on the device, and how it runs there. */
final class GraphOnDevice {
  private final Graph graph;
  private final Map<Object, DeviceArray> memory = new IdentityHashMap<>();
  private StandInDevice device = StandInRuntime.INSTANCE.standInDevice(0);
  private boolean hasRun;

  GraphOnDevice(Graph graph) {
    this.graph = graph;
  }

  Graph graph() {
    return graph;
  }

  StandInDevice device() {
    return device;
  }

  void device(StandInDevice other) {
    if (other != device) {
      device = other;
      free();
    }
  }

  boolean hasRun() {
    return hasRun;
  }

  void free() {
    memory.clear();
    hasRun = false;
  }

  /**
   * Runs the graph.
   *
   * @param plan the plan
   * @param before the graph that ran before in the plan; null where there is none
   */
  void run(Plan plan, @Nullable GraphOnDevice before, @Nullable GridScheduler grids, Profile profile) {
    for (Consumed consumed : graph.consumed()) {
      memory.put(consumed.array(), consumed(plan, before, consumed));
    }
    for (KernelTask task : graph.tasks()) {
      task.arguments().forEach(this::prepare);
    }
    for (Transfer input : graph.inputs()) {
      boolean fresh = !memory.containsKey(input.array());
      DeviceArray array = memory.computeIfAbsent(input.array(), DeviceArray::new);
      if (fresh || !hasRun || input.mode() == DataTransferMode.EVERY_EXECUTION) {
        long start = System.nanoTime();
        long bytes = array.upload();
        profile.in(System.nanoTime() - start, bytes);
      }
    }
    for (KernelTask task : graph.tasks()) {
      run(task, grids, profile);
    }
    hasRun = true;
    for (Transfer output : graph.outputs()) {
      if (output.mode() == DataTransferMode.EVERY_EXECUTION) {
        download(output.array(), profile);
      }
    }
  }

  /** Memory that nothing keeps is what the device left there. */
  private void prepare(Object argument) {
    if (argument instanceof Number || argument instanceof uk.ac.manchester.tornado.api.KernelContext) {
      return;
    }
    DeviceArray array = memory.get(argument);
    if (array == null) {
      memory.put(argument, new DeviceArray(argument));
    } else if (!graph.isResident(argument)) {
      array.makeBlank();
    }
  }

  private DeviceArray consumed(Plan plan, @Nullable GraphOnDevice before, Consumed consumed) {
    String what = DeviceArray.describe(consumed.array());
    GraphOnDevice source = consumed.from() == null ? before : plan.graph(consumed.from());
    Refusal.unless(
        source != null, "graph %s consumes %s of graph %s, and no such graph %s", graph.name(), what,
        consumed.from() == null ? "that ran before" : consumed.from(),
        consumed.from() == null ? "ran before it in the plan" : "is in the plan");
    DeviceArray own = memory.get(consumed.array());
    if (source == this) {
      Refusal.unless(own != null, "graph %s consumes %s of itself before it ran", graph.name(), what);
      return own;
    }
    Refusal.unless(
        source.hasRun, "graph %s consumes %s of graph %s, which has not run", graph.name(), what, source.graph.name());
    Refusal.unless(
        source.graph.persists(consumed.array()) || (consumed.from() == null && source.keeps(consumed.array())),
        "graph %s consumes %s of graph %s, which does not leave it there; add persistOnDevice to that graph",
        graph.name(), what, source.graph.name());
    Refusal.unless(
        before == null || before == this || before.memory.containsKey(consumed.array()),
        "graph %s consumes %s right after graph %s, which does not know it; TornadoVM takes it from the graph that ran before",
        graph
            .name(),
        what, before == null ? "" : before.graph.name());
    Refusal.unless(
        source.device == device, "graph %s consumes %s of graph %s, which is on another device", graph.name(), what,
        source.graph.name());
    return source.memory.get(consumed.array());
  }

  private boolean keeps(Object array) {
    return graph.consumed().stream().anyMatch(c -> c.array() == array);
  }

  private void run(KernelTask task, @Nullable GridScheduler grids, Profile profile) {
    String name = graph.name() + "." + task.id();
    WorkerGrid workers = grids == null ? null : grids.get(name);
    Refusal.unless(
        workers != null || !task.hasContext(),
        "task %s has a KernelContext and no grid; add a WorkerGrid for \"%s\" to the GridScheduler of the plan", name,
        name);
    Grid grid = workers == null ? Grid.ONE : Grid.of(workers, task, name);
    Object[] arguments = task.arguments().toArray();
    for (int i = 0; i < arguments.length; i++) {
      DeviceArray array = memory.get(arguments[i]);
      arguments[i] = array == null ? arguments[i] : array.device();
    }
    long start = System.nanoTime();
    try {
      if (task.hasContext()) {
        Launch.grid(task, arguments, grid);
      } else {
        Launch.loops(task, arguments);
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException("task %s: %s".formatted(name, e.getMessage()), e);
    }
    profile.kernel(graph.name(), task, device, System.nanoTime() - start);
    for (Object argument : task.arguments()) {
      DeviceArray array = memory.get(argument);
      if (array != null) {
        array.mayBeWritten();
      }
    }
  }

  /** Brings an array back where the graph can; whether it can. */
  boolean bringBack(Object array, Profile profile) {
    if (!graph.canBringBack(array)) {
      return false;
    }
    download(array, profile);
    return true;
  }

  private void download(Object array, Profile profile) {
    DeviceArray onDevice = memory.get(array);
    Refusal.unless(
        onDevice != null && !onDevice.isBlank(), "graph %s brings back %s, which no task has written", graph.name(),
        DeviceArray.describe(array));
    long start = System.nanoTime();
    long bytes = onDevice.download();
    profile.out(System.nanoTime() - start, bytes);
  }
}
