package dev.kernelsmith.benchmarks.tornado;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.DeviceTask;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Steps of a generated task graph, without what the runtime adds. */
final class GeneratedSteps implements Steps {
  private final DeviceProgram program;
  private final List<Block> blocks;
  private final float learningRate;
  private int steps;

  /**
   * Opens the program and sends the network's parameters to the device.
   *
   * @param batches as many samples each as the placement trains on
   */
  GeneratedSteps(
      DeviceProgram.Factory factory, CompiledNetwork network, DevicePlacement placement, List<Workload.Batch> batches) {
    NetworkSpec spec = network.engine().spec();
    learningRate = spec.learningRate();
    blocks = batches.stream().map(batch -> block(batch, spec)).toList();
    program = factory.open(placement);
    program.upload(network.engine().parameters(), new float[spec.slots().size()][spec.trainedFloats()]);
  }

  /** The factory of a network's generated task graphs, where it has them. */
  static Optional<DeviceProgram.Factory> factory(CompiledNetwork network) {
    return Optional.ofNullable(Inside.deviceFactory(network));
  }

  private static Block block(Workload.Batch batch, NetworkSpec spec) {
    int samples = batch.classes().length;
    Block block = new Block(samples, spec);
    System.arraycopy(batch.input(), 0, block.inputs[0], 0, batch.input().length);
    System.arraycopy(batch.classes(), 0, block.classes[0], 0, samples);
    Arrays.fill(block.lossGradients[0], 1f / samples);
    return block;
  }

  @Override
  public void step() {
    Block block = blocks.get(steps++ % blocks.size());
    block.beginStep(0, steps, block.lanes);
    program.train(block, learningRate, steps);
  }

  @Override
  public int kernels() {
    return program.trainTasks().size();
  }

  /** Mean loss of the last step's batch, before the step. */
  double loss() {
    float[] losses = blocks.get((steps - 1) % blocks.size()).losses[0];
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return sum / losses.length;
  }

  /** The tasks of a step, with their operations and bytes. */
  List<DeviceTask> tasks() {
    return program.trainTasks();
  }

  @Override
  public StepProfile profile() {
    program.profiling(true);
    step();
    StepProfile profile = StepProfile.readAll(program.lastProfile());
    program.profiling(false);
    return profile;
  }

  @Override
  public void close() {
    program.close();
  }
}
