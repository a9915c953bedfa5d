package uk.ac.manchester.tornado.api;

import java.util.Arrays;
import java.util.List;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.standin.Graph;
import uk.ac.manchester.tornado.api.standin.Plan;
import uk.ac.manchester.tornado.api.standin.StandInRuntime;

/**
 * Runs task graphs: here in order on the host, with copies of all arrays in place of a device's memory. Whatever a device would refuse,
 * or silently get wrong, ends in an {@link IllegalStateException}.
 */
public class TornadoExecutionPlan implements AutoCloseable {
  /** The device that is used where none is named. */
  public static final TornadoDevice DEFAULT_DEVICE = StandInRuntime.INSTANCE.getDefaultDevice();

  private final Plan plan;

  /** Over these graphs. */
  public TornadoExecutionPlan(ImmutableTaskGraph... graphs) {
    List<Graph> all = Arrays.stream(graphs).map(ImmutableTaskGraph::graph).toList();
    plan = new Plan(all);
  }

  /** A device. */
  public static TornadoDevice getDevice(int backend, int device) {
    return StandInRuntime.INSTANCE.getBackend(backend).getDevice(device);
  }

  /** The device of a graph. */
  public TornadoDevice getDevice(int graph) {
    return plan.device(graph);
  }

  /** Runs the chosen graphs in their order. */
  public TornadoExecutionResult execute() {
    return new TornadoExecutionResult(plan.execute());
  }

  /** Chooses one graph. */
  public TornadoExecutionPlan withGraph(int index) {
    plan.choose(index);
    return this;
  }

  /** Chooses all graphs. */
  public TornadoExecutionPlan withAllGraphs() {
    plan.chooseAll();
    return this;
  }

  /** Chooses the device of all chosen graphs. */
  public TornadoExecutionPlan withDevice(TornadoDevice device) {
    plan.device(device);
    return this;
  }

  /** Sets grids, by graph and task. */
  public TornadoExecutionPlan withGridScheduler(GridScheduler scheduler) {
    plan.grids(scheduler);
    return this;
  }

  /** Turns the profiler on. */
  public TornadoExecutionPlan withProfiler(ProfilerMode mode) {
    plan.profiler(mode);
    return this;
  }

  /** Turns the profiler off. */
  public TornadoExecutionPlan withoutProfiler() {
    plan.withoutProfiler();
    return this;
  }

  /** Records launches at the first execution, to replay them later. */
  public TornadoExecutionPlan withCUDAGraph() {
    plan.recordLaunches();
    return this;
  }

  /** Compiles all kernels before the first execution. */
  public TornadoExecutionPlan withPreCompilation() {
    plan.preCompile();
    return this;
  }

  /** Sets options of the driver's compiler. */
  public TornadoExecutionPlan withCompilerFlags(TornadoVMBackendType backend, String flags) {
    plan.checkOpen();
    return this;
  }

  /** Frees the memory on the device. */
  public TornadoExecutionPlan freeDeviceMemory() {
    plan.freeDeviceMemory();
    return this;
  }

  @Override
  public void close() throws TornadoExecutionPlanException {
    plan.close();
  }
}
