package dev.kernelsmith.benchmarks.tornado;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Training steps of a compiled network on the host, by one thread: the reference. */
final class HostSteps {
  private final NetworkSpec spec;
  private final KernelProgram kernels;
  private final BlockProgram program;
  private final List<Block> blocks = new ArrayList<>();
  private final float[] gradients;
  private final float[] parameters;
  private final float[][] slots;
  private long steps;

  /** Starts from the network's parameters, which it leaves alone. */
  HostSteps(CompiledNetwork network) {
    spec = network.engine().spec();
    kernels = Inside.program(network);
    program = Objects.requireNonNull(kernels.training(), "the network has a loss");
    parameters = network.engine().parameters();
    slots = new float[spec.slots().size()][parameters.length];
    gradients = new float[spec.gradientFloats() + program.parts()];
  }

  /**
   * Takes one step.
   *
   * @return mean loss before the step
   */
  double step(Workload.Batch batch) {
    int samples = batch.classes().length;
    int length = spec.inputs().getFirst().length();
    int lanes = program.lanes();
    int count = Math.ceilDiv(samples, lanes);
    while (blocks.size() < count) {
      blocks.add(block());
    }
    for (int i = 0; i < count; i++) {
      fill(blocks.get(i), batch, i * lanes, Math.min(lanes, samples - i * lanes), length);
      blocks.get(i).accumulate = i > 0;
    }
    for (int phase = 0; phase < program.phases(); phase++) {
      program.once(phase, blocks.getFirst());
      for (Block block : blocks.subList(0, count)) {
        program.run(phase, block);
      }
    }
    program.once(program.phases(), blocks.getFirst());
    double loss = 0;
    for (int n = 0; n < samples; n++) {
      loss += blocks.get(n / lanes).losses[0][n % lanes];
    }
    kernels.update(
        parameters, gradients, 1, slots, spec.learningRate(), ++steps, new double[0], spec.parameterStart(),
        spec.updatedFloats());
    return loss / samples;
  }

  private Block block() {
    Block block = new Block(program, spec);
    block.parameters = parameters;
    block.gradients = gradients;
    block.shared = blocks.isEmpty() ? new float[program.shared()] : blocks.getFirst().shared;
    return block;
  }

  private void fill(Block block, Workload.Batch batch, int from, int live, int length) {
    for (int lane = 0; lane < block.classes[0].length; lane++) {
      int sample = from + Math.min(lane, live - 1);
      System.arraycopy(batch.input(), sample * length, block.inputs[0], lane * length, length);
      block.classes[0][lane] = batch.classes()[sample];
    }
    Arrays.fill(block.lossGradients[0], Block.FILLER);
    Arrays.fill(block.lossGradients[0], 0, live, 1f / batch.classes().length);
    block.beginStep(0, steps + 1, batch.classes().length);
  }

  /** The parameters, one array each. */
  List<float[]> parameters() {
    return Workload.canonical(spec, parameters);
  }
}
