package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.Regions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The network of a workload, whose kernels can be run by themselves. */
final class SwitchedNetwork {
  private final Workload workload;
  private final List<KernelCall> calls;
  private final SwitchedKernels loader;
  private final CompiledNetwork network;

  SwitchedNetwork(Workload workload) {
    this.workload = workload;
    calls = KernelCall.of(workload.network().getClass());
    loader =
        new SwitchedKernels(
            Networks.class, calls.stream().map(c -> c.program() + "." + c.caller()).collect(Collectors.toSet()));
    try {
      network =
          (CompiledNetwork) loader.loadClass(Networks.class.getName()).getMethod(workload.factory(), long.class)
              .invoke(null, 1L);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the network of " + workload + " cannot be made", e);
    }
  }

  KernelProgram kernels() {
    return Inside.program(network);
  }

  BlockProgram training() {
    return Objects.requireNonNull(kernels().training(), "the workloads have a loss");
  }

  NetworkSpec spec() {
    return network.engine().spec();
  }

  /** Simple name of a program. */
  static String name(BlockProgram program) {
    return program.getClass().getSimpleName();
  }

  /**
   * The calls of a program, in their order.
   *
   * @throws IllegalStateException if the table of costs is of other classes
   */
  List<KernelCall> calls(BlockProgram program) {
    String variant = kernels().getClass().getSimpleName();
    String name = name(program);
    List<KernelCall> own = calls.stream().filter(c -> c.variant().equals(variant) && c.program().equals(name)).toList();
    long switched = loader.numbers().keySet().stream().filter(place -> place.startsWith(name + ".")).count();
    if (switched != own.size()) {
      throw new IllegalStateException("the table of costs is not that of " + variant + "." + name);
    }
    return own;
  }

  /** The number by which {@link KernelSwitch} knows a call. */
  int number(KernelCall call) {
    return Objects.requireNonNull(loader.numbers().get(call.place()), () -> "no class calls " + call);
  }

  /** A block full of samples. */
  Block block(BlockProgram program) {
    Block block = Block.lasting(program, spec());
    float[][] inputs = WorkloadSamples.of(workload).inputs(program.lanes());
    for (int n = 0; n < program.lanes(); n++) {
      System.arraycopy(inputs[n], 0, block.inputs[0], n * inputs[n].length, inputs[n].length);
      block.classes[0][n] = n % workload.classes();
    }
    block.beginStep(0, 1, program.lanes());
    Arrays.fill(block.lossGradients[0], block.inverseSamples);
    block.parameters = Inside.workingParameters(network);
    block.gradients = Regions.array(spec().gradientFloats() + program.parts());
    return block;
  }

  /** The optimizer on all that a step changes, with one gradient copy and the rate 0, which leaves the parameters as they are. */
  Runnable update() {
    KernelProgram kernels = kernels();
    NetworkSpec spec = spec();
    float[] parameters = Inside.workingParameters(network);
    float[] gradients = Regions.array(spec.gradientFloats());
    Arrays.fill(gradients, 0.01f);
    float[][] slots = new float[spec.slots().size()][];
    Arrays.setAll(slots, slot -> Regions.array(spec.trainedFloats()));
    double[] sums = new double[kernels.sums()];
    long[] step = {0};
    return () -> {
      step[0]++;
      kernels.update(parameters, gradients, 1, slots, 0, step[0], sums, spec.parameterStart(),
          spec.updatedFloats());
    };
  }

  /** Bytes that {@link #update} reads and writes. */
  long updateBytes() {
    return Float.BYTES * (3L * spec().updatedFloats() + 2L * spec().slots().size() * spec().trainedFloats());
  }
}
