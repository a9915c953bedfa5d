package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Objects;

/**
 * What generated kernels make of a batch: all blocks add to one gradient copy.
 *
 * @param losses losses of the samples
 * @param logits first output of the samples
 * @param gradients the gradient copy, laid out like the parameters
 */
record TrainingStep(float[] losses, float[] logits, float[] gradients) {
  static TrainingStep run(KernelProgram kernels, NetworkSpec spec, Batch batch) {
    BlockProgram program = Objects.requireNonNull(kernels.training(), "a network with a loss can be trained");
    int outputLength = spec.outputs().getFirst().length();
    float[] losses = new float[batch.size()];
    float[] logits = new float[batch.size() * outputLength];
    int length = spec.gradientFloats();
    int offset = 3 * length;
    float[] copies = new float[offset + length + 16];
    Block[] blocks = new Block[batch.blocks(program.lanes())];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new Block(program, spec);
      batch.stage(blocks[b], b);
      blocks[b].gradients = copies;
      blocks[b].gradientOffset = offset;
      blocks[b].accumulate = b > 0;
    }
    for (int phase = 0; phase < program.phases(); phase++) {
      for (Block block : blocks) {
        program.run(phase, block);
      }
    }
    for (int b = 0; b < blocks.length; b++) {
      int first = b * program.lanes();
      int live = Math.min(program.lanes(), batch.size() - first);
      System.arraycopy(blocks[b].losses, 0, losses, first, live);
      System.arraycopy(blocks[b].outputs[0], 0, logits, first * outputLength, live * outputLength);
    }
    for (int i = 0; i < copies.length; i++) {
      if ((i < offset || i >= offset + length) && copies[i] != 0) {
        throw new AssertionError("a gradient was written outside of its copy, at " + (i - offset));
      }
    }
    float[] gradients = new float[length];
    System.arraycopy(copies, offset, gradients, 0, gradients.length);
    return new TrainingStep(losses, logits, gradients);
  }
}
