package dev.kernelsmith.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.benchmarks.Networks;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels that can be run by themselves. */
class SwitchedKernelsTest {
  @AfterEach
  void switchAllOn() {
    KernelSwitch.set(KernelSwitch.ALL);
  }

  private static SwitchedKernels loader(List<KernelCall> calls) {
    return new SwitchedKernels(
        Networks.class, calls.stream().map(c -> c.program() + "." + c.caller()).collect(Collectors.toSet()));
  }

  private static CompiledNetwork network(Workload workload, SwitchedKernels loader)
      throws ReflectiveOperationException {
    return (CompiledNetwork) loader.loadClass(Networks.class.getName()).getMethod(workload.factory(), long.class)
        .invoke(null, 1L);
  }

  /** The table of costs has a row for each call in the class files, and no other. */
  @ParameterizedTest
  @EnumSource
  void everyCallHasItsCosts(Workload workload) throws Exception {
    List<KernelCall> calls = KernelCall.of(workload.network().getClass());
    SwitchedKernels loader = loader(calls);
    KernelProgram kernels = Inside.program(network(workload, loader));
    // Loads the class of each. Some networks have none for single samples.
    kernels.singleTraining();
    Stream.of(kernels.training(), kernels.evaluation(), kernels.prediction(), kernels.single())
        .forEach(Assertions::assertNotNull);
    String variant = kernels.getClass().getSimpleName();
    Set<String> places =
        calls.stream().filter(c -> c.variant().equals(variant)).map(KernelCall::place)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(places, new TreeSet<>(loader.numbers().keySet()));
  }

  @Test
  void onlyWhatIsSwitchedOnRuns() throws Exception {
    List<KernelCall> calls = KernelCall.of(Workload.W2.network().getClass());
    SwitchedKernels loader = loader(calls);
    CompiledNetwork network = network(Workload.W2, loader);
    BlockProgram program = Inside.program(network).single();
    Block block = new Block(program, network.engine().spec());
    block.parameters = network.engine().parameters();
    float[] input = WorkloadSamples.of(Workload.W2).inputs(1)[0];
    System.arraycopy(input, 0, block.inputs[0], 0, input.length);

    KernelSwitch.set(KernelSwitch.NONE);
    program.runAll(block);
    assertArrayEquals(new float[10], block.outputs[1]);
    KernelSwitch.set(KernelSwitch.ALL);
    program.runAll(block);
    float[] whole = block.outputs[1].clone();
    assertArrayEquals(Workload.W2.network().predict(input), whole, "the same as classes that nobody has changed");

    KernelCall last = calls.stream()
        .filter(c -> c.variant().equals(Inside.program(network).getClass().getSimpleName()))
        .filter(c -> c.program().equals("Single") && c.kernel().equals("probabilitiesOut")).findFirst().orElseThrow();
    block.outputs[0] = new float[10];
    block.outputs[1] = new float[10];
    KernelSwitch.set(loader.numbers().get(last.place()));
    last.run(program, block);
    assertArrayEquals(whole, block.outputs[1], "what the kernels before have left in memory");
    assertArrayEquals(new float[10], block.outputs[0], "raw outputs are handed out by another kernel");
  }
}
