package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import org.jspecify.annotations.Nullable;

/** Copies samples of a data set into blocks, and reads out of them how many were right. */
final class Staging {
  private final Dataset data;
  private final Targets targets;
  private final int targetLength;
  private final boolean countsHits;

  Staging(NetworkSpec spec, Dataset data, Targets targets) {
    this.data = targets.checked(spec, data);
    this.targets = targets;
    targetLength = spec.targetLength();
    countsHits = data.hasClasses() && spec.outputs().getFirst().length() > 1;
  }

  /** Samples of the data set. */
  int size() {
    return data.size();
  }

  /** Whether {@link #hits} means anything. */
  boolean countsHits() {
    return countsHits;
  }

  /**
   * Fills a block. Lanes that have no sample repeat the first, with seed 0.
   *
   * @param order numbers of the samples; null for the order of the data
   * @param first position of the block's first sample in that order
   * @param live how many samples
   * @param seed derivative of the batch's loss by the loss of each sample
   */
  void fill(Block block, int @Nullable [] order, int first, int live, float seed) {
    int lanes = block.seeds.length;
    int inputLength = data.inputLength();
    for (int lane = 0; lane < lanes; lane++) {
      int sample = sample(order, lane < live ? first + lane : first);
      data.copyInput(sample, block.inputs[0], lane * inputLength);
      targets.copy(data, sample, lane, block.classes, block.targets, targetLength);
      block.seeds[lane] = lane < live ? seed : 0f;
    }
  }

  /** How many samples of a block have the greatest output at their class. */
  int hits(Block block, int @Nullable [] order, int first, int live) {
    int right = 0;
    for (int lane = 0; countsHits && lane < live; lane++) {
      if (block.argmax(0, lane) == data.classOf(sample(order, first + lane))) {
        right++;
      }
    }
    return right;
  }

  private static int sample(int @Nullable [] order, int position) {
    return order == null ? position : order[position];
  }
}
