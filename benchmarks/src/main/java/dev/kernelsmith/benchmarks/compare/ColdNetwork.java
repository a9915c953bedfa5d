package dev.kernelsmith.benchmarks.compare;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import org.jspecify.annotations.Nullable;

/**
 * A compiled network whose kernels are not warmed up before training, for comparison.
 *
 * @param engine the engine, without warm-up
 */
record ColdNetwork(NetworkEngine engine) implements CompiledNetwork {
  /** The same network without warm-up. */
  static ColdNetwork of(CompiledNetwork network, long seed) {
    NetworkEngine engine = network.engine();
    return new ColdNetwork(new NetworkEngine(engine.spec(), new Cold(Inside.program(network)), seed));
  }

  private record Cold(KernelProgram program) implements KernelProgram {
    @Override
    public String description() {
      return program.description() + ", not warmed up";
    }

    @Override
    public @Nullable BlockProgram training() {
      return program.training();
    }

    @Override
    public @Nullable BlockProgram evaluation() {
      return program.evaluation();
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
        double[] sums,
        int from,
        int to) {
      program.update(parameters, gradients, copies, slots, learningRate, step, sums, from, to);
    }

    @Override
    public void warmUp() {
      // This is what is compared.
    }
  }
}
