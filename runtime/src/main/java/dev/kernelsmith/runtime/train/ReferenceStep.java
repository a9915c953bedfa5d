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
  private final NetworkSpec spec;
  private final int size;

  /** A step's raw outputs, sample after sample, by their index in {@link Block#outputs}; empty for other outputs. */
  final float[][] logits;

  /** A step's losses, one array per loss. */
  final float[][] losses;

  ReferenceStep(KernelProgram program, NetworkSpec spec, Staging staging, int batchSize) {
    this.staging = staging;
    training = Objects.requireNonNull(program.training(), "a network with a loss has a training program");
    gradientFloats = spec.gradientFloats();
    this.spec = spec;
    size = batchSize;
    blocks = new Block[Math.ceilDiv(batchSize, training.lanes())];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new Block(training, spec);
    }
    logits = new float[spec.outputs().size()][0];
    for (int i = 0; i < logits.length; i += 2) {
      logits[i] = new float[Math.multiplyExact(batchSize, spec.outputs().get(i).length())];
    }
    losses = new float[spec.losses().size()][batchSize];
  }

  /** Computes the gradients of the batch {@code order[start .. start + batchSize)} in the step of this number. */
  float[] gradients(float[] parameters, int[] order, int start, long step) {
    float[] gradients = new float[gradientFloats + training.parts()];
    staging.begin(order, start, size);
    for (int i = 0; i < blocks.length; i++) {
      Block block = blocks[i];
      block.beginStep(0, step, size);
      staging.fill(block, order, start + first(i), live(i));
      block.parameters = parameters;
      block.firstSample = first(i);
      block.shared = blocks[0].shared;
      block.gradients = gradients;
      block.accumulate = i > 0;
    }
    training.runAll(blocks);
    for (int i = 0; i < blocks.length; i++) {
      for (int loss = 0; loss < losses.length; loss++) {
        System.arraycopy(blocks[i].losses[loss], 0, losses[loss], first(i), live(i));
      }
      for (int output = 0; output < logits.length; output += 2) {
        int length = spec.outputs().get(output).length();
        System.arraycopy(blocks[i].outputs[output], 0, logits[output], first(i) * length, live(i) * length);
      }
    }
    return Arrays.copyOf(gradients, gradientFloats);
  }

  private int first(int block) {
    return block * training.lanes();
  }

  private int live(int block) {
    return Math.min(training.lanes(), size - first(block));
  }
}
