package dev.kernelsmith.runtime.testing;

import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DeviceInfo;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.DeviceTask;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device that is none: it keeps parameters and optimizer state to itself and runs the network's kernels on the host, block by
 * block, for the batch sizes it was opened with. Faults are asked for by setting its fields; it demands one thread for all calls.
 */
public final class FakeDevice implements DeviceProgram.Factory {
  public static final DeviceInfo INFO =
      new DeviceInfo(Device.tornado(0, 0), "Fake", Kind.GPU, "OPENCL", "Host", 1L << 30, 1024);

  /** A thing that goes wrong. */
  public enum Fault {
    NONE, OPEN, TRAIN, PREDICT, UPLOAD, DOWNLOAD, CLOSE
  }

  public volatile Fault fault = Fault.NONE;

  /** What is thrown where the fault is. */
  public volatile RuntimeException thrown = new IllegalStateException("CL_OUT_OF_RESOURCES");

  /** Calls of the faulty method that go well before. */
  public final AtomicInteger callsBefore = new AtomicInteger();

  /** Name of the task that TornadoVM runs in Java; null for none. */
  public volatile String inJava;

  /** Whether it has a profiler. */
  public volatile boolean profiler = true;

  /**
   * What is wrong in one element: {@code logits}, {@code losses}, {@code probabilities}, {@code parameters}, a slot, or a parameter
   * for its gradient; null for nothing.
   */
  public volatile String wrong;

  /** Loss of every sample from this training step on, counted over the program's life, is NaN. */
  public volatile int nanFrom = Integer.MAX_VALUE;

  /** What the device does first in a prediction. */
  public volatile Runnable onPredict = () -> {};

  /** What the device does first in a training step. */
  public volatile Runnable onTrain = () -> {};

  public final AtomicInteger uploads = new AtomicInteger();
  public final AtomicInteger downloads = new AtomicInteger();
  public final AtomicInteger predictions = new AtomicInteger();
  public final AtomicInteger steps = new AtomicInteger();
  public final AtomicInteger opened = new AtomicInteger();
  public final AtomicInteger closed = new AtomicInteger();
  public final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Live lanes of each training step, in order. */
  public final List<Integer> live = new ArrayList<>();

  private final NetworkSpec spec;
  private final KernelProgram kernels;

  public FakeDevice(NetworkSpec spec, KernelProgram kernels) {
    this.spec = spec;
    this.kernels = kernels;
  }

  private void visit(Fault where) {
    threads.add(Thread.currentThread());
    if (fault == where && callsBefore.getAndDecrement() <= 0) {
      throw thrown;
    }
  }

  @Override
  public DeviceProgram open(DevicePlacement placement) {
    visit(Fault.OPEN);
    opened.incrementAndGet();
    return new Program(placement);
  }

  private final class Program implements DeviceProgram {
    private final DevicePlacement placement;
    private final float[] parameters = new float[spec.parameterFloats()];
    private final float[] gradients = new float[spec.gradientFloats()];
    private final float[][] slots = new float[spec.slots().size()][spec.trainedFloats()];
    private final Map<String, StringBuilder> logs = new HashMap<>();
    private String lastGraph = "";
    private boolean profiling;
    private boolean isClosed;

    Program(DevicePlacement placement) {
      this.placement = placement;
    }

    private void enter(Fault where) {
      visit(where);
      if (isClosed) {
        throw new AssertionError("a closed program was called");
      }
    }

    @Override
    public DevicePlacement placement() {
      return placement;
    }

    @Override
    public List<DeviceTask> trainTasks() {
      return List.of(
          new DeviceTask("t_forward", List.of("logits"), 1000, 2000),
          new DeviceTask("t_loss", List.of("losses"), 100, 200),
          new DeviceTask("t_outWeights", List.of("out.weights"), 2000, 3000),
          new DeviceTask("t_outBias", List.of("out.bias"), 10, 300),
          new DeviceTask("t_update", List.of("parameters"), 500, 6000));
    }

    @Override
    public List<DeviceTask> predictTasks() {
      return List.of(new DeviceTask("p_forward", List.of("logits", "probabilities"), 4000, 8000));
    }

    @Override
    public void upload(float[] from, float[][] state) {
      enter(Fault.UPLOAD);
      uploads.incrementAndGet();
      System.arraycopy(from, 0, parameters, 0, from.length);
      if (state.length != (placement.trainBatch() == 0 ? 0 : slots.length)) {
        throw new AssertionError(state.length + " slots were sent");
      }
      for (int i = 0; i < state.length; i++) {
        System.arraycopy(state[i], 0, slots[i], 0, slots[i].length);
      }
    }

    @Override
    public void download(float[] into, float[][] state) {
      enter(Fault.DOWNLOAD);
      downloads.incrementAndGet();
      System.arraycopy(parameters, 0, into, 0, into.length);
      for (int i = 0; i < state.length; i++) {
        System.arraycopy(slots[i], 0, state[i], 0, slots[i].length);
      }
    }

    @Override
    public void downloadGradients(float[] into) {
      enter(Fault.DOWNLOAD);
      System.arraycopy(gradients, 0, into, 0, into.length);
    }

    @Override
    public void train(Block block, float rate, long step) {
      onTrain.run();
      enter(Fault.TRAIN);
      int count = 0;
      for (float lossGradient : block.lossGradients[0]) {
        count += lossGradient >= 0 ? 1 : 0;
      }
      live.add(count);
      BlockProgram program = Objects.requireNonNull(kernels.training());
      run(program, block, gradients);
      spoil("logits", block.outputs[0], 0);
      spoil("losses", block.losses[0], 0);
      spec.parameters().forEach(parameter -> spoil(parameter.name(), gradients, parameter.offset()));
      if (steps.incrementAndGet() >= nanFrom) {
        Arrays.fill(block.losses[0], Float.NaN);
        Arrays.fill(parameters, Float.NaN);
      }
      new GradientSums(kernels, spec).update(parameters, gradients, 1, slots, rate, step);
      spoil("parameters", parameters, 0);
      spoil(spec.slots().getFirst(), slots[0], 0);
      writeLog("train", trainTasks());
    }

    @Override
    public void predict(Block block) {
      onPredict.run();
      enter(Fault.PREDICT);
      predictions.incrementAndGet();
      run(kernels.prediction(), block, gradients.clone());
      spoil("probabilities", block.outputs[1], 0);
      writeLog("predict", predictTasks());
    }

    private void spoil(String what, float[] values, int index) {
      if (what.equals(wrong)) {
        values[index] += 0.01f;
      }
    }

    /** The kernels' blocks, one after another; those of one phase only. */
    private void run(BlockProgram program, Block all, float[] into) {
      int lanes = all.lanes;
      Block block = new Block(program, spec);
      block.parameters = parameters;
      block.gradients = into;
      for (int first = 0; first < lanes; first += program.lanes()) {
        block.accumulate = first > 0;
        int count = Math.min(program.lanes(), lanes - first);
        Arrays.fill(block.lossGradients[0], Block.FILLER);
        System.arraycopy(all.lossGradients[0], first, block.lossGradients[0], 0, count);
        if (all.classes[0].length > 0) {
          System.arraycopy(all.classes[0], first, block.classes[0], 0, count);
        }
        move(all.inputs[0], first, block.inputs[0], 0, count, lanes);
        move(all.targets[0], first, block.targets[0], 0, count, lanes);
        program.run(0, block);
        System.arraycopy(block.losses[0], 0, all.losses[0], first, count);
        for (int i = 0; i < all.outputs.length; i++) {
          move(block.outputs[i], 0, all.outputs[i], first, count, program.lanes());
        }
      }
    }

    private static void move(float[] from, int fromLane, float[] to, int toLane, int count, int lanesOfFrom) {
      int length = from.length / lanesOfFrom;
      System.arraycopy(from, fromLane * length, to, toLane * length, count * length);
    }

    private void writeLog(String graph, List<DeviceTask> tasks) {
      lastGraph = graph;
      if (!profiling) {
        return;
      }
      StringBuilder log = logs.computeIfAbsent(graph, name -> new StringBuilder());
      log.append("{\n    \"").append(graph).append("\": {\n        \"COPY_IN_TIME\": \"40\",\n");
      log.append("        \"COPY_OUT_TIME\": \"2\",\n        \"TOTAL_COPY_IN_SIZE_BYTES\": \"4112\",\n");
      for (DeviceTask task : tasks) {
        log.append(
            "        \"%s.%s\": {\n            \"METHOD\": \"K.%s\",\n".formatted(graph, task.name(), task.name()));
        log.append(
            "            \"TASK_KERNEL_TIME\": \"%d\"\n        }, \n".formatted(task.name().equals(inJava) ? 0 : 500));
      }
      log.append("    }\n}\n");
    }

    @Override
    public void profiling(boolean on) {
      profiling = on && profiler;
    }

    @Override
    public String lastProfile() {
      return profiling && logs.containsKey(lastGraph) ? logs.get(lastGraph).toString() : "";
    }

    @Override
    public void close() {
      enter(Fault.CLOSE);
      isClosed = true;
      closed.incrementAndGet();
    }
  }
}
