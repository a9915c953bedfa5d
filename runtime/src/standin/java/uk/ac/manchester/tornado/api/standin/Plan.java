package uk.ac.manchester.tornado.api.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;

/** Graphs that share memory on a device. */
public final class Plan {
  private final List<GraphOnDevice> graphs = new ArrayList<>();
  private final Thread owner = Thread.currentThread();
  private List<GraphOnDevice> chosen;
  private @Nullable GraphOnDevice last;
  private @Nullable GridScheduler grids;
  private Profile profile = new Profile(false);
  private boolean profiled;
  private boolean printed;
  private boolean started;
  private boolean closed;

  /** Over these graphs. */
  public Plan(List<Graph> all) {
    Refusal.unless(!all.isEmpty(), "an execution plan has no graph");
    Set<String> names = new TreeSet<>();
    for (Graph graph : all) {
      Refusal.unless(names.add(graph.name()), "an execution plan has two graphs named %s", graph.name());
      graphs.add(new GraphOnDevice(graph));
    }
    chosen = graphs;
  }

  /** Refuses the use of a plan that was closed, and by several threads. */
  public void checkOpen() {
    Refusal.unless(!closed, "the execution plan is closed");
    Refusal.unless(
        Thread.currentThread() == owner, "an execution plan is used by thread %s and was made by thread %s",
        Thread.currentThread().getName(), owner.getName());
  }

  /** Chooses one graph. */
  public void choose(int index) {
    checkOpen();
    Refusal.unless(
        index >= 0 && index < graphs.size(), "graph %d is chosen of a plan with %d graphs", index, graphs.size());
    chosen = List.of(graphs.get(index));
  }

  /** Chooses all graphs. */
  public void chooseAll() {
    checkOpen();
    chosen = graphs;
  }

  /** Chooses the device of the chosen graphs. */
  public void device(TornadoDevice device) {
    checkOpen();
    Refusal.unless(device instanceof StandInDevice, "the device is none of the stand-in's");
    chosen.forEach(graph -> graph.device((StandInDevice) device));
  }

  /** The device of a graph. */
  public TornadoDevice device(int graph) {
    return graphs.get(graph).device();
  }

  /** Sets grids. */
  public void grids(GridScheduler scheduler) {
    checkOpen();
    Set<String> tasks = new TreeSet<>();
    for (GraphOnDevice graph : graphs) {
      graph.graph().tasks().forEach(task -> tasks.add(graph.graph().name() + "." + task.id()));
    }
    for (String name : scheduler.keySet()) {
      Refusal.unless(
          tasks.contains(name), "a GridScheduler names \"%s\", which is no task of the plan; its tasks are %s", name,
          tasks);
    }
    grids = scheduler;
  }

  /** Turns the profiler on. */
  public void profiler(ProfilerMode mode) {
    checkOpen();
    profiled = true;
    printed = mode == ProfilerMode.CONSOLE;
  }

  /** Turns the profiler off. */
  public void withoutProfiler() {
    checkOpen();
    profiled = false;
  }

  /** Would record launches. */
  public void recordLaunches() {
    checkOpen();
    Refusal.unless(!started, "withCUDAGraph is called after an execution; call it before the first");
  }

  /** Would compile all kernels. */
  public void preCompile() {
    checkOpen();
    for (GraphOnDevice graph : chosen) {
      for (KernelTask task : graph.graph().tasks()) {
        String name = graph.graph().name() + "." + task.id();
        Refusal.unless(
            !task.hasContext() || (grids != null && grids.get(name) != null),
            "withPreCompilation is called before task %s has a grid; call withGridScheduler first", name);
      }
    }
  }

  /** Runs the chosen graphs. */
  public Execution execute() {
    checkOpen();
    started = true;
    profile = new Profile(profiled);
    long start = System.nanoTime();
    for (GraphOnDevice graph : chosen) {
      graph.run(this, last, grids, profile);
      last = graph;
    }
    profile.total(System.nanoTime() - start);
    if (profiled && printed) {
      System.out.print(profile.json());
    }
    return new Execution(this, chosen);
  }

  Profile profile() {
    return profile;
  }

  @Nullable
  GraphOnDevice graph(String name) {
    return graphs.stream().filter(graph -> graph.graph().name().equals(name)).findFirst().orElse(null);
  }

  /** Forgets all memory on the device. */
  public void freeDeviceMemory() {
    checkOpen();
    graphs.forEach(GraphOnDevice::free);
    last = null;
  }

  /** Ends the plan. */
  public void close() {
    graphs.forEach(GraphOnDevice::free);
    closed = true;
  }
}
