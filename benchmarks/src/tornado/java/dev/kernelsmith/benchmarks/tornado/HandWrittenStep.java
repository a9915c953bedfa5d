package dev.kernelsmith.benchmarks.tornado;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What the networks share: arrays that travel in each step, the life of parameters, the execution plan. */
abstract class HandWrittenStep implements HandWritten {
  static final int CLASSES = 10;

  /** Samples that a thread of the simple kernels computes at a time, at most. */
  static final int ROWS = 4;

  final int batch;
  final FloatArray input;
  final IntArray classes;
  final FloatArray losses;

  /** Learning rate and epsilon of Adam, corrected for the step. */
  final FloatArray settings = new FloatArray(2);

  private final float learningRate;
  private final List<LayerParameters> layers = new ArrayList<>();
  private List<StoredLayer> stored = List.of();
  private int tasks;
  private int steps;
  private boolean profiling;
  private @Nullable TornadoExecutionPlan plan;
  private @Nullable TornadoExecutionResult result;

  /**
   * Allocates what travels.
   *
   * @param rows samples that a thread computes at a time: the batch must be a multiple of it
   */
  HandWrittenStep(int batch, int rows, int inputs, float learningRate) {
    if (batch <= 0 || batch % rows != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the kernels by hand take batches of a multiple of %d samples, not %d", rows,
              batch));
    }
    this.batch = batch;
    this.learningRate = learningRate;
    input = new FloatArray(batch * inputs);
    classes = new IntArray(batch);
    losses = new FloatArray(batch);
  }

  /** Makes the parameters of the next layer. */
  final LayerParameters layer(int rows, int units, int copies) {
    LayerParameters layer = new LayerParameters(rows, units, copies);
    layers.add(layer);
    return layer;
  }

  /** Starts a graph: parameters and state are sent once, the batch with every step. */
  final TaskGraph graph(String name) {
    TaskGraph graph = new TaskGraph(name);
    for (LayerParameters layer : layers) {
      graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, layer.values, layer.means, layer.squares);
    }
    return graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, input, classes, settings);
  }

  /** Ends a graph with the optimizer: losses come back with every step, parameters on demand. */
  final void train(TaskGraph graph, int tasksBefore, int backend, int device) {
    for (int i = 0; i < layers.size(); i++) {
      LayerParameters layer = layers.get(i);
      int copies = layer.gradients.getSize() / layer.length();
      graph.task(
          "adam" + i, TrainingKernels::adam, layer.values, layer.gradients, layer.means, layer.squares, settings,
          layer.length(), copies);
    }
    finish(graph, tasksBefore + layers.size(), layers, null, backend, device);
  }

  /**
   * Ends a graph that has its optimizer already.
   *
   * @param parameters in the order of the network
   * @param grid sizes of tasks; those it lacks, and all without one, get the driver's
   */
  final void finish(
      TaskGraph graph, int kernels, List<? extends StoredLayer> parameters, @Nullable GridScheduler grid, int backend,
      int device) {
    tasks = kernels;
    stored = List.copyOf(parameters);
    graph.transferToHost(DataTransferMode.EVERY_EXECUTION, losses);
    graph.transferToHost(DataTransferMode.UNDER_DEMAND, stored.stream().map(StoredLayer::values).distinct().toArray());
    plan = new TornadoExecutionPlan(graph.snapshot());
    plan.withDevice(TornadoExecutionPlan.getDevice(backend, device));
    if (grid != null) {
      plan.withGridScheduler(grid);
    }
  }

  /**
   * A grid of threads that each are a group. Without one the driver makes few threads one group, and PoCL runs a group on
   * one core, so the others would have nothing to do.
   */
  static WorkerGrid threads(int count) {
    WorkerGrid grid = new WorkerGrid1D(count);
    grid.setLocalWork(1, 1, 1);
    return grid;
  }

  @Override
  public void load(List<float[]> parameters) {
    if (steps > 0) {
      throw new IllegalStateException("parameters can be loaded before the first step only; make another instance");
    }
    if (parameters.size() != 2 * stored.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d parameters were given, but there are %d", parameters.size(),
              2 * stored.size()));
    }
    for (int i = 0; i < stored.size(); i++) {
      stored.get(i).load(parameters.get(2 * i), parameters.get(2 * i + 1));
    }
  }

  @Override
  public float step(float[] samples, int[] labels) {
    if (samples.length != input.getSize() || labels.length != batch) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a batch is %d floats and %d classes, not %d and %d", input.getSize(), batch,
              samples.length, labels.length));
    }
    steps++;
    MemorySegment.copy(samples, 0, input.getSegment(), ValueLayout.JAVA_FLOAT, 0, samples.length);
    MemorySegment.copy(labels, 0, classes.getSegment(), ValueLayout.JAVA_INT, 0, labels.length);
    double correction = Math.sqrt(1 - Math.pow(0.999, steps));
    settings.set(0, (float) (learningRate * correction / (1 - Math.pow(0.9, steps))));
    settings.set(1, (float) (1e-8 * correction));
    result = plan().execute();
    double sum = 0;
    for (int n = 0; n < batch; n++) {
      sum += losses.get(n);
    }
    return (float) (sum / batch);
  }

  @Override
  public List<float[]> parameters() {
    List<float[]> all = new ArrayList<>();
    for (StoredLayer layer : stored) {
      if (result != null) {
        result.transferToHost(layer.values());
      }
      all.add(layer.weights());
      all.add(layer.bias());
    }
    return all;
  }

  @Override
  public int kernels() {
    return tasks;
  }

  @Override
  public void profiling(boolean on) {
    profiling = on;
    if (on) {
      plan().withProfiler(ProfilerMode.SILENT);
    } else {
      plan().withoutProfiler();
    }
  }

  @Override
  public String lastProfile() {
    return profiling && result != null ? result.getProfilerResult().getProfileLog() : "";
  }

  @Override
  public void close() {
    try {
      plan().close();
    } catch (TornadoExecutionPlanException e) {
      throw new IllegalStateException("the device's memory could not be freed: " + e.getMessage(), e);
    }
  }

  private TornadoExecutionPlan plan() {
    if (plan == null) {
      throw new IllegalStateException("the task graph was not finished");
    }
    return plan;
  }
}
