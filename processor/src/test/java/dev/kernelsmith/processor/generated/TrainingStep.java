package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What generated kernels make of a batch, whose blocks take turns in adding to the gradient copies.
 *
 * @param losses losses of the samples
 * @param logits first output of the samples
 * @param gradients the sum of the copies, laid out like the parameters
 */
record TrainingStep(float[] losses, float[] logits, float[] gradients) {
  static TrainingStep run(KernelProgram kernels, NetworkSpec spec, Batch batch) {
    return run(Objects.requireNonNull(kernels.training(), "a network with a loss can be trained"), spec, batch);
  }

  /** The same by one of the kernels' training programs. */
  static TrainingStep run(BlockProgram program, NetworkSpec spec, Batch batch) {
    return run(program, spec, batch, blocks -> program.runAll(blocks));
  }

  /** The same by threads that share kernels. */
  static TrainingStep runInPieces(BlockProgram program, NetworkSpec spec, Batch batch, long seed) {
    return run(program, spec, batch, blocks -> ShuffledCrew.runAll(program, seed, blocks));
  }

  private static TrainingStep run(BlockProgram program, NetworkSpec spec, Batch batch, Consumer<Block[]> step) {
    int outputLength = spec.outputs().getFirst().length();
    float[] losses = new float[batch.size()];
    float[] logits = new float[batch.size() * outputLength];
    int length = spec.gradientFloats() + program.parts();
    Block[] blocks = new Block[batch.blocks(program.lanes())];
    int copies = Math.min(3, blocks.length);
    float[] all = new float[copies * length + 16];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new Block(program, spec);
      batch.stage(blocks[b], b);
      blocks[b].shared = blocks[0].shared;
      blocks[b].gradients = all;
      blocks[b].copies = copies;
      blocks[b].gradientOffset = b % copies * length;
      blocks[b].accumulate = b >= copies;
    }
    step.accept(blocks);
    for (int b = 0; b < blocks.length; b++) {
      int first = b * program.lanes();
      int live = Math.min(program.lanes(), batch.size() - first);
      System.arraycopy(blocks[b].losses[0], 0, losses, first, live);
      System.arraycopy(blocks[b].outputs[0], 0, logits, first * outputLength, live * outputLength);
    }
    for (int i = copies * length; i < all.length; i++) {
      if (all[i] != 0) {
        throw new AssertionError("a gradient was written behind the copies");
      }
    }
    float[] gradients = new float[spec.gradientFloats()];
    for (int copy = 0; copy < copies; copy++) {
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] += all[copy * length + i];
      }
    }
    return new TrainingStep(losses, logits, gradients);
  }
}
