package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import org.jspecify.annotations.Nullable;

/**
 * A compiled network whose kernels are not primed before training, for comparison.
 *
 * @param engine the engine, without priming
 */
record UnprimedNetwork(NetworkEngine engine) implements CompiledNetwork {
  /** The same network without priming. */
  static UnprimedNetwork of(CompiledNetwork network, long seed) {
    NetworkEngine engine = network.engine();
    return new UnprimedNetwork(new NetworkEngine(engine.spec(), new Unprimed(engine.program()), seed));
  }

  private record Unprimed(KernelProgram program) implements KernelProgram {
    @Override
    public String description() {
      return program.description() + ", not primed";
    }

    @Override
    public @Nullable BlockProgram training() {
      return program.training();
    }

    @Override
    public BlockProgram prediction() {
      return program.prediction();
    }

    @Override
    public BlockProgram single() {
      return program.single();
    }

    @Override
    public void update(
        float[] parameters,
        float[] gradients,
        int copies,
        float[][] slots,
        float learningRate,
        long step,
        int from,
        int to) {
      program.update(parameters, gradients, copies, slots, learningRate, step, from, to);
    }

    @Override
    public void prime() {
      // This is what is compared.
    }
  }
}
