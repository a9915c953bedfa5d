import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.DeviceTask;
import java.lang.IllegalArgumentException;
import java.lang.IllegalStateException;
import java.lang.Integer;
import java.lang.Math;
import java.lang.Override;
import java.lang.String;
import java.lang.StringBuilder;
import java.lang.SuppressWarnings;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Generated;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.WorkerGrid2D;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Task graphs of {@link Skip}: the first uploads, then follow those that predict, and those that train.
 * Parameters and optimizer state stay on the device.
 */
@SuppressWarnings({"hiding", "resource"})
@Generated("dev.kernelsmith.processor.KernelsmithProcessor")
final class SkipTornadoGraphs implements DeviceProgram {
  /** Floats before the first parameter that the host's array has not: rows start at whole vectors. */
  private static final int LEAD = 4;

  /** Floats of all parameters, rows padded. */
  private static final int PARAMETERS = 112;

  /** Values of a sample. */
  private static final int INPUT = 2;

  /** Values of an output. */
  private static final int OUTPUT = 3;

  /** Floats of those that are trained, and of each slot of the optimizer. */
  private static final int TRAINED = 112;

  /** Floats of all gradients, and of sums over them. */
  private static final int GRADIENTS = 128;

  /** Numbers of a step that all samples share. */
  private static final int FACTORS = 1;

  /** Floats of working memory per sample of a prediction. */
  private static final int PREDICT_VALUES = 32;

  /** Floats of working memory per sample of a training step. */
  private static final int TRAIN_VALUES = 96;

  private final DevicePlacement placement;

  private final int predictBatch;

  private final int trainBatch;

  private final FloatArray parameters = new FloatArray(PARAMETERS);

  private final FloatArray velocity = new FloatArray(TRAINED);

  private final FloatArray gradients = new FloatArray(GRADIENTS);

  private final FloatArray predictInput;

  private final FloatArray predictValues;

  private final FloatArray predictResults;

  private final FloatArray trainInput;

  private final FloatArray targets;

  private final FloatArray step;

  private final FloatArray trainValues;

  private final FloatArray trainResults;

  private final GridScheduler grid = new GridScheduler();

  private final TornadoExecutionPlan plan;

  private final int predictEnd;

  private final int trainEnd;

  private final StringBuilder profile = new StringBuilder();

  private boolean profiled;

  private TornadoExecutionResult trained;

  private TornadoExecutionResult uploaded;

  SkipTornadoGraphs(DevicePlacement placement) {
    this.placement = placement;
    predictBatch = rounded(placement.predictBatch());
    trainBatch = rounded(placement.trainBatch());
    predictInput = floats(predictBatch, INPUT);
    predictValues = floats(predictBatch, PREDICT_VALUES);
    predictResults = floats(predictBatch, 2 * OUTPUT);
    trainInput = floats(trainBatch, INPUT);
    targets = floats(trainBatch, OUTPUT);
    step = new FloatArray(FACTORS + trainBatch);
    // Where a batch is rounded up, what is behind it stays as it is here: below 0, as it is for what no sample is.
    step.init(-1f);
    trainValues = floats(trainBatch, TRAIN_VALUES);
    trainResults = floats(trainBatch, 1 + OUTPUT);
    predictValues.init(0f);
    trainValues.init(0f);
    gradients.init(0f);
    List<ImmutableTaskGraph> graphs = new ArrayList<>();
    graphs.add(uploadGraph().snapshot());
    switch (placement.kind()) {
      case GPU -> predictGpu(graphs);
      case CPU -> predictCpu(graphs);
      case FPGA -> predictFpga(graphs);
    }
    predictEnd = graphs.size();
    if (trainBatch > 0) {
      switch (placement.kind()) {
        case GPU -> trainGpu(graphs);
        case CPU -> trainCpu(graphs);
        case FPGA -> trainFpga(graphs);
      }
    }
    trainEnd = graphs.size();
    plan = new TornadoExecutionPlan(graphs.toArray(ImmutableTaskGraph[]::new));
    plan.withDevice(TornadoExecutionPlan.getDevice(placement.backend(), placement.device()));
    if (placement.kind() != DevicePlacement.Kind.FPGA) {
      plan.withGridScheduler(grid);
    }
    if (placement.recorded()) {
      // Only asked for before the first execution does it record what it launches.
      plan.withCUDAGraph();
    }
  }

  /** A number of samples, rounded up to whole groups of threads. */
  private int rounded(int samples) {
    int lanes = switch (placement.kind()) {
          case GPU -> 32;
          case CPU -> 16;
          case FPGA -> 64;
        };
    if (samples > Integer.MAX_VALUE - lanes) {
      throw tooLarge(samples);
    }
    return Math.ceilDiv(samples, lanes) * lanes;
  }

  private static FloatArray floats(int samples, int each) {
    if ((long) samples * each > Integer.MAX_VALUE - 16) {
      throw tooLarge(samples);
    }
    return new FloatArray(Math.max(1, samples * each));
  }

  private static IllegalArgumentException tooLarge(int samples) {
    return new IllegalArgumentException("network Skip needs more than 8 GiB on the device for a batch of " + samples + " samples: use a smaller batch");
  }

  private TaskGraph uploadGraph() {
    return new TaskGraph("upload")
        .transferToDevice(DataTransferMode.FIRST_EXECUTION, predictValues, trainValues, gradients)
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, parameters, velocity)
        .task("uploadTouch", SkipTornadoKernels::uploadTouch, parameters, velocity, predictValues, trainValues, gradients)
        .persistOnDevice(predictValues, trainValues, gradients, parameters, velocity)
        .transferToHost(DataTransferMode.UNDER_DEMAND, parameters, velocity);
  }

  @Override
  public void upload(float[] parameters, float[][] slots) {
    copy(parameters, 0, this.parameters, LEAD);
    if (slots.length > 0) {
      copy(slots[0], 0, velocity, LEAD);
    }
    uploaded = plan.withGraph(0).execute();
  }

  @Override
  public void download(float[] parameters, float[][] slots) {
    (trained == null ? uploaded : trained).transferToHost(this.parameters);
    copy(this.parameters, LEAD, parameters);
    if (slots.length > 0) {
      (trained == null ? uploaded : trained).transferToHost(velocity);
      copy(velocity, LEAD, slots[0]);
    }
  }

  @Override
  public void predict(Block block) {
    copy(block.inputs[0], predictInput);
    profile.setLength(0);
    for (int graph = 1; graph < predictEnd; graph++) {
      execute(graph);
    }
    copy(predictResults, 0, block.outputs[0]);
    copy(predictResults, predictBatch * OUTPUT, block.outputs[1]);
  }

  @Override
  public void train(Block block, float learningRate, long step) {
    this.step.set(0, learningRate);
    copy(block.lossGradients[0], 0, this.step, FACTORS);
    copySamples(block.inputs[0], trainInput);
    copySamples(block.targets[0], targets);
    profile.setLength(0);
    for (int graph = predictEnd; graph < trainEnd; graph++) {
      trained = execute(graph);
    }
    copy(trainResults, 0, block.losses[0]);
    copy(trainResults, trainBatch, block.outputs[0]);
  }

  @Override
  public void downloadGradients(float[] gradients) {
    trained.transferToHost(this.gradients);
    copy(this.gradients, LEAD, gradients);
  }

  private void trainGpu(List<ImmutableTaskGraph> graphs) {
    TaskGraph graph = new TaskGraph("train")
        .consumeFromDevice("upload", parameters, velocity, predictValues, trainValues, gradients)
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, trainInput, targets, step);
    graph.task("trainInputToSecondBackwardToFirst", SkipTornadoKernels.GpuTraining::trainInputToSecondBackwardToFirst, new KernelContext(), trainValues, parameters, trainInput, trainResults, targets, step, trainBatch);
    threads("train.trainInputToSecondBackwardToFirst", trainBatch, 32, 8, 32);
    graph.task("trainSecondWeightsGradientToFirstWeightsGradient", SkipTornadoKernels.GpuTraining::trainSecondWeightsGradientToFirstWeightsGradient, new KernelContext(), trainValues, gradients, parameters, velocity, step, trainBatch);
    threads("train.trainSecondWeightsGradientToFirstWeightsGradient", 640, 128);
    graphs.add(graph.persistOnDevice(parameters, velocity, predictValues, trainValues, gradients)
        .transferToHost(DataTransferMode.EVERY_EXECUTION, trainResults)
        .transferToHost(DataTransferMode.UNDER_DEMAND, parameters, velocity, gradients)
        .snapshot());
  }

  private void trainCpu(List<ImmutableTaskGraph> graphs) {
    TaskGraph graph = new TaskGraph("train")
        .consumeFromDevice("upload", parameters, velocity, predictValues, trainValues, gradients)
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, trainInput, targets, step);
    graph.task("trainInputToSecondBackwardToFirst", SkipTornadoKernels.CpuTraining::trainInputToSecondBackwardToFirst, trainValues, parameters, trainInput, trainResults, targets, step, trainBatch);
    threads("train.trainInputToSecondBackwardToFirst", (trainBatch / 16), 1);
    graph.task("trainSecondWeightsGradientToFirstWeightsGradient", SkipTornadoKernels.CpuTraining::trainSecondWeightsGradientToFirstWeightsGradient, trainValues, gradients, parameters, velocity, step, trainBatch);
    threads("train.trainSecondWeightsGradientToFirstWeightsGradient", 3, 1);
    graphs.add(graph.persistOnDevice(parameters, velocity, predictValues, trainValues, gradients)
        .transferToHost(DataTransferMode.EVERY_EXECUTION, trainResults)
        .transferToHost(DataTransferMode.UNDER_DEMAND, parameters, velocity, gradients)
        .snapshot());
  }

  private void trainFpga(List<ImmutableTaskGraph> graphs) {
    TaskGraph graph = new TaskGraph("train")
        .consumeFromDevice("upload", parameters, velocity, predictValues, trainValues, gradients)
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, trainInput, targets, step);
    graph.task("trainInputToSecondBackwardToFirst", SkipTornadoKernels.FpgaTraining::trainInputToSecondBackwardToFirst, trainValues, parameters, trainInput, trainResults, targets, step, trainBatch);
    graph.task("trainSecondWeightsGradientToFirstWeightsGradient", SkipTornadoKernels.FpgaTraining::trainSecondWeightsGradientToFirstWeightsGradient, trainValues, gradients, parameters, velocity, step, trainBatch);
    graphs.add(graph.persistOnDevice(parameters, velocity, predictValues, trainValues, gradients)
        .transferToHost(DataTransferMode.EVERY_EXECUTION, trainResults)
        .transferToHost(DataTransferMode.UNDER_DEMAND, parameters, velocity, gradients)
        .snapshot());
  }

  private void describeTrainGpu(List<DeviceTask> tasks) {
    tasks.add(new DeviceTask("trainInputToSecondBackwardToFirst", List.of("losses", "logits"), 99L * trainBatch, 120L * trainBatch + 72L));
    tasks.add(new DeviceTask("trainSecondWeightsGradientToFirstWeightsGradient", List.of("second.weights", "first.bias", "first.weights", "parameters"), 33L * trainBatch, 44L * trainBatch + 72L));
  }

  private void describeTrainCpu(List<DeviceTask> tasks) {
    tasks.add(new DeviceTask("trainInputToSecondBackwardToFirst", List.of("losses", "logits"), 99L * trainBatch, 120L * trainBatch + 72L));
    tasks.add(new DeviceTask("trainSecondWeightsGradientToFirstWeightsGradient", List.of("second.weights", "first.bias", "first.weights", "parameters"), 33L * trainBatch, 44L * trainBatch + 72L));
  }

  private void describeTrainFpga(List<DeviceTask> tasks) {
    tasks.add(new DeviceTask("trainInputToSecondBackwardToFirst", List.of("losses", "logits"), 99L * trainBatch, 120L * trainBatch + 72L));
    tasks.add(new DeviceTask("trainSecondWeightsGradientToFirstWeightsGradient", List.of("second.weights", "first.bias", "first.weights", "parameters"), 33L * trainBatch, 44L * trainBatch + 72L));
  }

  @Override
  public List<DeviceTask> trainTasks() {
    List<DeviceTask> tasks = new ArrayList<>();
    if (trainBatch == 0) {
      return tasks;
    }
    switch (placement.kind()) {
      case GPU -> describeTrainGpu(tasks);
      case CPU -> describeTrainCpu(tasks);
      case FPGA -> describeTrainFpga(tasks);
    }
    return tasks;
  }

  private void predictGpu(List<ImmutableTaskGraph> graphs) {
    TaskGraph graph = new TaskGraph("predict")
        .consumeFromDevice("upload", parameters, velocity, predictValues, trainValues, gradients)
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, predictInput);
    graph.task("predictInputToProbabilitiesOut", SkipTornadoKernels.GpuPrediction::predictInputToProbabilitiesOut, new KernelContext(), predictValues, parameters, predictInput, predictResults, predictBatch);
    threads("predict.predictInputToProbabilitiesOut", predictBatch, 32, 8, 32);
    graphs.add(graph.persistOnDevice(parameters, velocity, predictValues, trainValues, gradients)
        .transferToHost(DataTransferMode.EVERY_EXECUTION, predictResults)
        .snapshot());
  }

  private void predictCpu(List<ImmutableTaskGraph> graphs) {
    TaskGraph graph = new TaskGraph("predict")
        .consumeFromDevice("upload", parameters, velocity, predictValues, trainValues, gradients)
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, predictInput);
    graph.task("predictInputToProbabilitiesOut", SkipTornadoKernels.CpuPrediction::predictInputToProbabilitiesOut, predictValues, parameters, predictInput, predictResults, predictBatch);
    threads("predict.predictInputToProbabilitiesOut", (predictBatch / 16), 1);
    graphs.add(graph.persistOnDevice(parameters, velocity, predictValues, trainValues, gradients)
        .transferToHost(DataTransferMode.EVERY_EXECUTION, predictResults)
        .snapshot());
  }

  private void predictFpga(List<ImmutableTaskGraph> graphs) {
    TaskGraph graph = new TaskGraph("predict")
        .consumeFromDevice("upload", parameters, velocity, predictValues, trainValues, gradients)
        .transferToDevice(DataTransferMode.EVERY_EXECUTION, predictInput);
    graph.task("predictInputToProbabilitiesOut", SkipTornadoKernels.FpgaPrediction::predictInputToProbabilitiesOut, predictValues, parameters, predictInput, predictResults, predictBatch);
    graphs.add(graph.persistOnDevice(parameters, velocity, predictValues, trainValues, gradients)
        .transferToHost(DataTransferMode.EVERY_EXECUTION, predictResults)
        .snapshot());
  }

  private void describePredictGpu(List<DeviceTask> tasks) {
    tasks.add(new DeviceTask("predictInputToProbabilitiesOut", List.of("logits", "probabilities"), 39L * predictBatch, 64L * predictBatch + 72L));
  }

  private void describePredictCpu(List<DeviceTask> tasks) {
    tasks.add(new DeviceTask("predictInputToProbabilitiesOut", List.of("logits", "probabilities"), 39L * predictBatch, 64L * predictBatch + 72L));
  }

  private void describePredictFpga(List<DeviceTask> tasks) {
    tasks.add(new DeviceTask("predictInputToProbabilitiesOut", List.of("logits", "probabilities"), 39L * predictBatch, 64L * predictBatch + 72L));
  }

  @Override
  public List<DeviceTask> predictTasks() {
    List<DeviceTask> tasks = new ArrayList<>();
    switch (placement.kind()) {
      case GPU -> describePredictGpu(tasks);
      case CPU -> describePredictCpu(tasks);
      case FPGA -> describePredictFpga(tasks);
    }
    return tasks;
  }

  /** Lays out the threads of a task. */
  private void threads(String task, int x, int localX) {
    WorkerGrid worker = new WorkerGrid1D(x);
    worker.setLocalWork(localX, 1, 1);
    grid.addWorkerGrid(task, worker);
  }

  /** Lays out the threads of a task. */
  private void threads(String task, int x, int y, int localX, int localY) {
    WorkerGrid worker = new WorkerGrid2D(x, y);
    worker.setLocalWork(localX, localY, 1);
    grid.addWorkerGrid(task, worker);
  }

  @Override
  public DevicePlacement placement() {
    return placement;
  }

  @Override
  public void profiling(boolean on) {
    profiled = on;
    if (on) {
      plan.withProfiler(ProfilerMode.SILENT);
    } else {
      plan.withoutProfiler();
    }
  }

  /** Executes a graph; its result has a profile only until the next one runs. */
  private TornadoExecutionResult execute(int graph) {
    TornadoExecutionResult result = plan.withGraph(graph).execute();
    if (profiled) {
      String log = result.getProfilerResult().getProfileLog();
      profile.append(log == null ? "" : log);
    }
    return result;
  }

  @Override
  public String lastProfile() {
    return profile.toString();
  }

  @Override
  public void close() {
    try {
      plan.freeDeviceMemory();
      plan.close();
    } catch (TornadoExecutionPlanException e) {
      throw new IllegalStateException("the device's memory for network Skip could not be freed", e);
    }
  }

  private static void copy(float[] from, FloatArray to) {
    copy(from, 0, to, 0);
  }

  private static void copy(float[] from, int start, FloatArray to, int at) {
    MemorySegment.copy(from, start, to.getSegment(), ValueLayout.JAVA_FLOAT, 4L * at, from.length - start);
  }

  private static void copy(FloatArray from, int start, float[] to) {
    MemorySegment.copy(from.getSegment(), ValueLayout.JAVA_FLOAT, 4L * start, to, 0, to.length);
  }

  /** Samples of a batch, and the first of them once more up to whole groups of threads. */
  private static void copySamples(float[] from, FloatArray to) {
    for (long at = 0; at < to.getSize(); at += from.length) {
      MemorySegment.copy(from, 0, to.getSegment(), ValueLayout.JAVA_FLOAT, 4 * at, (int) Math.min(from.length, to.getSize() - at));
    }
  }
}
