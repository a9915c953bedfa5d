package dev.kernelsmith.benchmarks;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.internal.Access;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import org.jspecify.annotations.Nullable;

/** What a network is made of, which the runtime shows to its own packages only, and to those that measure its pieces. */
public final class Inside {
  private Inside() {}

  private static Access<NetworkEngine, DeviceNetwork> access() {
    return Access.get();
  }

  /** Its kernels. */
  public static KernelProgram program(CompiledNetwork network) {
    return access().program(network.engine());
  }

  /** A copy of its parameters, placed as kernels want it. */
  public static float[] workingParameters(CompiledNetwork network) {
    return access().workingParameters(network.engine());
  }

  /** What puts it on a device, or null. */
  public static DeviceProgram.@Nullable Factory deviceFactory(CompiledNetwork network) {
    return access().deviceFactory(network.engine());
  }
}
