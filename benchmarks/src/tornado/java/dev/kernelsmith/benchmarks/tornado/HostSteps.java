package dev.kernelsmith.benchmarks.tornado;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Training steps of a compiled network on the host, by one thread: the reference. */
final class HostSteps {
  private final NetworkSpec spec;
  private final KernelProgram kernels;
  private final BlockProgram program;
  private final Block block;
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
    block = new Block(program, spec);
    block.parameters = parameters;
    block.gradients = new float[spec.gradientFloats()];
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
    double loss = 0;
    for (int from = 0; from < samples; from += lanes) {
      int live = Math.min(lanes, samples - from);
      for (int lane = 0; lane < lanes; lane++) {
        int sample = from + Math.min(lane, live - 1);
        System.arraycopy(batch.input(), sample * length, block.inputs[0], lane * length, length);
        block.classes[0][lane] = batch.classes()[sample];
      }
      Arrays.fill(block.lossGradients[0], Block.FILLER);
      Arrays.fill(block.lossGradients[0], 0, live, 1f / samples);
      block.accumulate = from > 0;
      for (int phase = 0; phase < program.phases(); phase++) {
        program.run(phase, block);
      }
      for (int lane = 0; lane < live; lane++) {
        loss += block.losses[0][lane];
      }
    }
    kernels.update(
        parameters, block.gradients, 1, slots, spec.learningRate(), ++steps, new double[0], spec.parameterStart(),
        spec.updatedFloats());
    return loss / samples;
  }

  /** The parameters, one array each. */
  List<float[]> parameters() {
    return Workload.canonical(spec, parameters);
  }
}
