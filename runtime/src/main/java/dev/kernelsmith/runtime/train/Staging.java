package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.NetworkInputs;
import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies samples of a data set into blocks, and reads out of them the losses and how many answers were right. */
final class Staging {
  private final int size;
  private final NetworkInputs inputs;
  private final LossSpec[] losses;
  private final Targets[] targets;
  private final CheckedDataset[] data;
  private final Scoring[] scorings;

  Staging(NetworkSpec spec, Dataset data, List<Targets> targets) {
    size = data.size();
    inputs = new NetworkInputs(spec, data, "data");
    losses = spec.losses().toArray(LossSpec[]::new);
    this.targets = targets.toArray(Targets[]::new);
    this.data = new CheckedDataset[losses.length];
    scorings = new Scoring[losses.length];
    for (int i = 0; i < losses.length; i++) {
      this.data[i] = targets.get(i).checked(spec, losses[i], data.ofTarget(i));
      scorings[i] = Scoring.of(spec, i, targets.get(i));
    }
  }

  /** Samples of the data set. */
  int size() {
    return size;
  }

  /** The losses. */
  List<LossSpec> losses() {
    return List.of(losses);
  }

  /** Number of the first loss whose answers are counted; 0 where there is none. */
  int scored() {
    for (int loss = 0; loss < scorings.length; loss++) {
      if (scorings[loss].answersPerSample() > 0) {
        return loss;
      }
    }
    return 0;
  }

  /** Answers of a sample that {@link #hits} counts for a loss; 0 where it counts none. */
  int answersPerSample(int loss) {
    return scorings[loss].answersPerSample();
  }

  /**
   * Fills a block whose step has begun. Lanes that have no sample repeat the first, with loss gradient 0.
   *
   * @param order numbers of the samples; null for the order of the data
   * @param first position of the block's first sample in that order
   * @param live how many samples
   */
  void fill(Block block, int @Nullable [] order, int first, int live) {
    int lanes = block.lossGradients.length;
    for (int lane = 0; lane < lanes; lane++) {
      int sample = sample(order, lane < live ? first + lane : first);
      inputs.copy(sample, block, lane);
      for (int i = 0; i < losses.length; i++) {
        targets[i].copy(data[i], sample, lane, block.classes[i], block.targets[i], losses[i].targetLength());
      }
      block.lossGradients[lane] = lane < live ? block.inverseSamples : 0f;
    }
  }

  /** Sum of the losses of a block's first samples, each times its weight. */
  double lossSum(Block block, int live) {
    double sum = 0;
    for (int i = 0; i < losses.length; i++) {
      sum += losses[i].weight() * sum(block.losses[i], live);
    }
    return sum;
  }

  /** Sum of the first values, in their order. */
  static double sum(float[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum;
  }

  /** How many answers of a block are right, by one loss. */
  int hits(Block block, int loss, int @Nullable [] order, int first, int live) {
    Scoring scoring = scorings[loss];
    int right = 0;
    if (scoring.comparesClasses()) {
      for (int lane = 0; lane < live; lane++) {
        if (scoring.isRight(block, lane, data[loss].classOf(sample(order, first + lane)))) {
          right++;
        }
      }
    } else if (scoring.answersPerSample() > 0) {
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
      for (Scoring scoring : scorings) {
        if (!scoring.isAnswered(block, lane)) {
          count++;
          break;
        }
      }
    }
    return count;
  }

  private static int sample(int @Nullable [] order, int position) {
    return order == null ? position : order[position];
  }
}
