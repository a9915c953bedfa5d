package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.Objects;

/** Forward, loss and backward of whole batches on the CPU, one block after another, with all that can be seen of them kept. */
final class ReferenceStep {
  private final BlockProgram training;
  private final Staging staging;
  private final Block[] blocks;
  private final int gradientFloats;
  private final int outputLength;

  /** A step's raw outputs, sample after sample. */
  final float[] logits;

  /** A step's losses. */
  final float[] losses;

  ReferenceStep(KernelProgram program, NetworkSpec spec, Staging staging, int batchSize) {
    this.staging = staging;
    training = Objects.requireNonNull(program.training(), "a network with a loss has a training program");
    gradientFloats = spec.gradientFloats();
    outputLength = spec.outputs().getFirst().length();
    blocks = new Block[Math.ceilDiv(batchSize, training.lanes())];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new Block(training, spec);
    }
    logits = new float[Math.multiplyExact(batchSize, outputLength)];
    losses = new float[batchSize];
  }

  /** Computes the gradients of the batch {@code order[start .. start + batchSize)}. */
  float[] gradients(float[] parameters, int[] order, int start) {
    float[] gradients = new float[gradientFloats + training.parts()];
    for (int i = 0; i < blocks.length; i++) {
      Block block = blocks[i];
      staging.fill(block, order, start + first(i), live(i), 1f / losses.length);
      block.parameters = parameters;
      block.shared = blocks[0].shared;
      block.inverseSamples = 1f / losses.length;
      block.gradients = gradients;
      block.accumulate = i > 0;
    }
    training.runAll(blocks);
    for (int i = 0; i < blocks.length; i++) {
      System.arraycopy(blocks[i].losses, 0, losses, first(i), live(i));
      System.arraycopy(blocks[i].outputs[0], 0, logits, first(i) * outputLength, live(i) * outputLength);
    }
    return Arrays.copyOf(gradients, gradientFloats);
  }

  private int first(int block) {
    return block * training.lanes();
  }

  private int live(int block) {
    return Math.min(training.lanes(), losses.length - first(block));
  }
}
