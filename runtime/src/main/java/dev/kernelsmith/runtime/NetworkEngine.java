package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;

/** Parameters, snapshots and workspaces of one network. */
public final class NetworkEngine {
  private final NetworkSpec spec;
  private final KernelProgram program;

  /** Made by the generated constructor. */
  public NetworkEngine(NetworkSpec spec, KernelProgram program, long seed) {
    this.spec = spec;
    this.program = program;
  }

  /** The network's description. */
  public NetworkSpec spec() {
    return spec;
  }

  /** The chosen twin. */
  public KernelProgram program() {
    return program;
  }
}
