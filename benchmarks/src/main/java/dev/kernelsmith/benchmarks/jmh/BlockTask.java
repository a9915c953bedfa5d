package dev.kernelsmith.benchmarks.jmh;

import dev.kernelsmith.benchmarks.Inside;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/** A program of a network with one block full of samples, to be run again and again by one thread. */
final class BlockTask {
  private final BlockProgram program;
  private final Block block;

  /**
   * A task.
   *
   * @param samples puts samples into the block
   */
  BlockTask(CompiledNetwork network, BlockProgram program, Consumer<Block> samples) {
    this.program = program;
    NetworkSpec spec = network.engine().spec();
    block = Block.lasting(program, spec);
    samples.accept(block);
    block.beginStep(0, 1, program.lanes());
    Arrays.fill(block.lossGradients[0], block.inverseSamples);
    block.parameters = network.engine().parameters();
    block.gradients = new float[spec.gradientFloats() + training(network).parts()];
  }

  /** The program that trains a network. */
  static BlockProgram training(CompiledNetwork network) {
    KernelProgram kernels = Inside.program(network);
    return Objects.requireNonNull(kernels.training(), "the networks of benchmarks have a loss");
  }

  /** Runs it once, and counts its work. */
  Block run(double flopsPerSample, Work work) {
    program.runAll(block);
    work.add(flopsPerSample * program.lanes());
    return block;
  }
}
