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
  private final Scoring scoring;

  Staging(NetworkSpec spec, Dataset data, Targets targets) {
    this.data = targets.checked(spec, data);
    this.targets = targets;
    targetLength = spec.targetLength();
    scoring = Scoring.of(spec, targets);
  }

  /** Samples of the data set. */
  int size() {
    return data.size();
  }

  /** Answers of a sample that {@link #hits} counts; 0 where it counts none. */
  int answersPerSample() {
    return scoring.answersPerSample();
  }

  /**
   * Fills a block. Lanes that have no sample repeat the first, with loss gradient 0.
   *
   * @param order numbers of the samples; null for the order of the data
   * @param first position of the block's first sample in that order
   * @param live how many samples
   * @param lossGradient derivative of the batch's loss by the loss of each sample
   */
  void fill(Block block, int @Nullable [] order, int first, int live, float lossGradient) {
    int lanes = block.lossGradients.length;
    int inputLength = data.inputLength();
    for (int lane = 0; lane < lanes; lane++) {
      int sample = sample(order, lane < live ? first + lane : first);
      data.copyInput(sample, block.inputs[0], lane * inputLength);
      targets.copy(data, sample, lane, block.classes, block.targets, targetLength);
      block.lossGradients[lane] = lane < live ? lossGradient : 0f;
    }
  }

  /** How many answers of a block are right. */
  int hits(Block block, int @Nullable [] order, int first, int live) {
    int right = 0;
    if (scoring.comparesClasses()) {
      for (int lane = 0; lane < live; lane++) {
        if (scoring.isRight(block, lane, data.classOf(sample(order, first + lane)))) {
          right++;
        }
      }
    } else if (answersPerSample() > 0) {
      for (int lane = 0; lane < live; lane++) {
        right += scoring.rightLabels(block, lane);
      }
    }
    return right;
  }

  /** How many samples of a block have an output that is not finite. */
  int unanswered(Block block, int live) {
    int count = 0;
    for (int lane = 0; lane < live; lane++) {
      if (!scoring.isAnswered(block, lane)) {
        count++;
      }
    }
    return count;
  }

  private static int sample(int @Nullable [] order, int position) {
    return order == null ? position : order[position];
  }
}
