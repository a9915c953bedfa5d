package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.Objects;

/** Losses of samples that were predicted, wherever that was, by the network's evaluation program. Not for several threads. */
final class SampleLosses {
  private final NetworkSpec spec;
  private final BlockProgram evaluation;
  private final Block block;

  SampleLosses(KernelProgram program, NetworkSpec spec) {
    this.spec = spec;
    evaluation = Objects.requireNonNull(program.evaluation(), "a network with a loss has an evaluation program");
    block = Block.ofOutputs(evaluation, spec);
  }

  /**
   * Adds up the losses of the first samples of a block, in their order, each times the weight of the sample.
   *
   * @param staging what filled the block
   * @param from position of its first sample in the data
   * @param sums takes the sum of each loss, without its weight
   */
  void sum(Block predicted, Staging staging, int from, int live, double[] sums) {
    Arrays.fill(sums, 0);
    int lanes = evaluation.lanes();
    for (int first = 0; first < live; first += lanes) {
      int count = Math.min(lanes, live - first);
      for (int i = 0; i < sums.length; i++) {
        LossSpec loss = spec.losses().get(i);
        take(predicted.outputs[2 * loss.output()], block.inputs[i], first, count,
            spec.rawOutput(loss.output()).length());
        take(predicted.targets[i], block.targets[i], first, count, loss.targetLength());
        System.arraycopy(
            predicted.classes[i], first * loss.positions(), block.classes[i], 0, count * loss.positions());
      }
      evaluation.runAll(block);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += staging.sum(i, block.losses[i], null, from + first, count);
      }
    }
  }

  private static void take(float[] from, float[] to, int first, int count, int length) {
    System.arraycopy(from, first * length, to, 0, count * length);
  }
}
