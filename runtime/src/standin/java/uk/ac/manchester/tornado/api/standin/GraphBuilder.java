package uk.ac.manchester.tornado.api.standin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.standin.Graph.Consumed;
import uk.ac.manchester.tornado.api.standin.Graph.Transfer;

/** Collects a graph and refuses what cannot be in one. */
public final class GraphBuilder {
  static final int UNDER_DEMAND = DataTransferMode.UNDER_DEMAND;

  /** Arguments of a task that every version of TornadoVM takes. */
  private static final int MOST_ARGUMENTS = 15;

  private final String name;
  private final List<KernelTask> tasks = new ArrayList<>();
  private final List<Transfer> inputs = new ArrayList<>();
  private final List<Transfer> outputs = new ArrayList<>();
  private final List<Object> persisted = new ArrayList<>();
  private final List<Consumed> consumed = new ArrayList<>();

  /** An empty graph. */
  public GraphBuilder(String name) {
    Refusal.unless(
        !name.isEmpty() && name.indexOf('.') < 0, "a graph is named \"%s\"; a name is not empty and has no dot", name);
    this.name = name;
  }

  /** The name of the graph. */
  public String name() {
    return name;
  }

  /** Adds arrays that are sent. */
  public void transferToDevice(int mode, Object... arrays) {
    Refusal.unless(
        mode == DataTransferMode.FIRST_EXECUTION || mode == DataTransferMode.EVERY_EXECUTION,
        "graph %s sends arrays with mode %d; arrays are sent at the first or at every execution", name, mode);
    for (Object array : arrays) {
      DeviceArray.check(array, "transferToDevice of graph " + name);
      Refusal.unless(
          inputs.stream().noneMatch(t -> t.array() == array), "graph %s sends %s twice", name,
          DeviceArray.describe(array));
      inputs.add(new Transfer(mode, array));
    }
  }

  /** Adds arrays that are brought back. */
  public void transferToHost(int mode, Object... arrays) {
    Refusal.unless(
        mode == DataTransferMode.EVERY_EXECUTION || mode == DataTransferMode.UNDER_DEMAND,
        "graph %s brings arrays back with mode %d; arrays come back at every execution or under demand", name, mode);
    for (Object array : arrays) {
      DeviceArray.check(array, "transferToHost of graph " + name);
      outputs.add(new Transfer(mode, array));
    }
  }

  /** Adds arrays that stay on the device. */
  public void persistOnDevice(Object... arrays) {
    for (Object array : arrays) {
      DeviceArray.check(array, "persistOnDevice of graph " + name);
      persisted.add(array);
    }
  }

  /** Adds arrays that another graph left on the device. */
  public void consumeFromDevice(@Nullable String from, Object... arrays) {
    for (Object array : arrays) {
      DeviceArray.check(array, "consumeFromDevice of graph " + name);
      consumed.add(new Consumed(from, array));
    }
  }

  /** Adds a task. Called by the class {@link TaskGraph} alone, whose caller names the kernel. */
  public void task(String id, Object function, Object... arguments) {
    String task = name + "." + id;
    Refusal.unless(!id.isEmpty() && id.indexOf('.') < 0, "task %s: a name is not empty and has no dot", task);
    Refusal.unless(
        tasks.stream().noneMatch(t -> t.id().equals(id)), "graph %s has two tasks named %s; rename one", name, id);
    Refusal.unless(
        arguments.length <= MOST_ARGUMENTS, "task %s has %d arguments, and a task may have %d; join arrays", task,
        arguments.length, MOST_ARGUMENTS);
    for (int i = 0; i < arguments.length; i++) {
      checkArgument(task, i, arguments[i]);
    }
    KernelMethod method = KernelMethod.ofCaller(TaskGraph.class);
    if (method != null) {
      method.check(task);
    }
    tasks.add(new KernelTask(id, function, method, List.of(arguments)));
  }

  private static void checkArgument(String task, int index, Object argument) {
    if (argument instanceof KernelContext) {
      Refusal.unless(index == 0, "task %s: the KernelContext is argument %d; make it the first", task, index + 1);
    } else if (!(argument instanceof Integer || argument instanceof Float || argument instanceof Long
        || argument instanceof Double)) {
      DeviceArray.check(argument, "argument %d of task %s".formatted(index + 1, task));
    }
  }

  /** The graph as it is now. */
  public Graph build() {
    Refusal.unless(!tasks.isEmpty(), "graph %s has no task", name);
    for (Consumed c : consumed) {
      Refusal.unless(
          inputs.stream().noneMatch(t -> t.array() == c.array()),
          "graph %s sends and consumes %s; one of both is enough", name, DeviceArray.describe(c.array()));
    }
    Graph graph =
        new Graph(
            name, List.copyOf(tasks), List.copyOf(inputs), List.copyOf(outputs), List.copyOf(persisted),
            List.copyOf(consumed));
    for (KernelTask task : tasks) {
      for (Object argument : task.arguments()) {
        Refusal.unless(
            !DeviceArray.mustBeListed(argument) || graph.isListed(argument),
            "task %s.%s takes %s, which the graph neither sends nor brings back nor keeps on the device; such an array must be named",
            name, task.id(), DeviceArray.describe(argument));
      }
    }
    return graph;
  }
}
