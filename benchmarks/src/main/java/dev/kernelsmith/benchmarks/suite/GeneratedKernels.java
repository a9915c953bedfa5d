package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import java.util.List;

/** Kernels of a workload's training, to be run by themselves one after another. */
public final class GeneratedKernels implements Runnable {
  private final KernelProgram kernels;
  private final BlockProgram program;
  private final Block block;
  private final List<KernelCall> calls;
  private final int[] numbers;
  private boolean filled;

  private GeneratedKernels(
      KernelProgram kernels, BlockProgram program, Block block, List<KernelCall> calls, int[] numbers) {
    this.kernels = kernels;
    this.program = program;
    this.block = block;
    this.calls = calls;
    this.numbers = numbers;
  }

  /**
   * Loads the kernels of these names.
   *
   * @param workload name of the workload
   * @param names what each kernel computes, as the table of costs has it; where there is none of a name, nothing is done for it
   * @throws IllegalArgumentException if there is none of the last name
   */
  public static GeneratedKernels of(String workload, List<String> names) {
    SwitchedNetwork network = new SwitchedNetwork(Workload.valueOf(workload));
    BlockProgram program = network.training();
    Block block = network.block(program);
    List<KernelCall> calls = network.calls(program).stream().filter(call -> names.contains(call.kernel())).toList();
    if (calls.stream().noneMatch(call -> call.kernel().equals(names.getLast()))) {
      throw new IllegalArgumentException(workload + " has no kernel " + names.getLast());
    }
    return new GeneratedKernels(
        network.kernels(), program, block, calls, calls.stream().mapToInt(network::number).toArray());
  }

  /** The optimizer of a workload, on all its parameters. */
  public static Runnable update(String workload) {
    return new SwitchedNetwork(Workload.valueOf(workload)).update();
  }

  /** Runs the kernels; the first time behind the warm-up and a whole step, so that they find the values of one. */
  @Override
  public void run() {
    if (!filled) {
      kernels.warmUp();
      KernelSwitch.set(KernelSwitch.ALL);
      program.runAll(block);
      filled = true;
    }
    for (int i = 0; i < numbers.length; i++) {
      KernelSwitch.set(numbers[i]);
      calls.get(i).run(program, block);
    }
  }
}
