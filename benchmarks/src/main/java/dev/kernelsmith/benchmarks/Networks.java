package dev.kernelsmith.benchmarks;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.LayerSpec;

/** The compiled network under test, for the other packages. */
public final class Networks {
  private Networks() {}

  /** LeNet-5 with the initial weights of a seed. */
  public static CompiledNetwork lenet5(long seed) {
    return new LeNet5Network(seed);
  }

  /** Floating-point operations of forward and backward pass for one sample. */
  public static long trainingFlops(CompiledNetwork network) {
    return network.engine().spec().trainingFlops();
  }

  /** Floating-point operations of the forward pass for one sample. */
  public static long predictionFlops(CompiledNetwork network) {
    return network.engine().spec().layers().stream().mapToLong(LayerSpec::flops).sum();
  }
}
