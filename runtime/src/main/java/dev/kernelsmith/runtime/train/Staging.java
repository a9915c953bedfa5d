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

  /** For each loss whose mean depends on the classes of a batch, what each sample counts; else null. */
  private final float[] @Nullable [] counts;

  /** For each loss, what the losses of the batch's samples are divided by. */
  private final double[] divisors;

  private int batch;

  Staging(NetworkSpec spec, Dataset data, List<Targets> targets) {
    size = data.size();
    inputs = new NetworkInputs(spec, data, "data");
    losses = spec.losses().toArray(new LossSpec[0]);
    this.targets = targets.toArray(new Targets[0]);
    this.data = new CheckedDataset[losses.length];
    scorings = new Scoring[losses.length];
    counts = new float[losses.length][];
    divisors = new double[losses.length];
    for (int i = 0; i < losses.length; i++) {
      this.data[i] = targets.get(i).checked(spec, losses[i], data.ofTarget(i));
      scorings[i] = Scoring.of(spec, i, targets.get(i));
    }
  }

  /** What each sample counts in the mean of a loss. */
  private float[] counts(int loss) {
    float[] all = new float[size];
    int[] classes = new int[losses[loss].positions()];
    float[] room = new float[classes.length];
    for (int sample = 0; sample < size; sample++) {
      targets[loss].copy(data[loss], losses[loss], sample, 0, classes, room);
      all[sample] = (float) losses[loss].count(classes, 0);
    }
    return all;
  }

  /** Begins the batch of a step, whose blocks are filled next. */
  void begin(int @Nullable [] order, int start, int count) {
    batch = count;
    for (int i = 0; i < losses.length; i++) {
      if (losses[i].isCounted() && counts[i] == null) {
        counts[i] = counts(i);
      }
      float[] ofSamples = counts[i];
      double divisor = losses[i].isSum() ? 1 : ofSamples == null ? count : 0;
      for (int position = start; ofSamples != null && position < start + count; position++) {
        divisor += ofSamples[sample(order, position)];
      }
      divisors[i] = divisor;
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
   * Fills a block whose batch and step have begun. Lanes that have no sample repeat the first, with loss gradients below 0.
   *
   * @param order numbers of the samples; null for the order of the data
   * @param first position of the block's first sample in that order
   * @param live how many samples
   */
  void fill(Block block, int @Nullable [] order, int first, int live) {
    for (int lane = 0; lane < block.lanes; lane++) {
      int sample = sample(order, lane < live ? first + lane : first);
      inputs.copy(sample, block, lane);
      for (int i = 0; i < losses.length; i++) {
        targets[i].copy(data[i], losses[i], sample, lane, block.classes[i], block.targets[i]);
        block.lossGradients[i][lane] = lane < live ? share(i, sample) : Block.FILLER;
      }
    }
  }

  /** Derivative of the batch's loss by that of a sample; 0 where the batch has nothing that counts. */
  private float share(int loss, int sample) {
    double weight = data[loss].weightOf(sample);
    return losses[loss].isSum() || counts[loss] != null
        ? divisors[loss] > 0 ? (float) (weight / divisors[loss]) : 0
        : (float) (weight * (1f / batch));
  }

  /**
   * Sum of the losses of a block's samples, each times the weights of loss and sample, so that the sum over the blocks of a batch, over its samples, is the batch's loss. A loss that is trained
   * as a sum counts like a mean.
   */
  double lossSum(Block block, int @Nullable [] order, int first, int live) {
    double sum = 0;
    for (int i = 0; i < losses.length; i++) {
      double factor = counts[i] == null ? 1 : divisors[i] > 0 ? batch / divisors[i] : 0;
      sum += losses[i].weight() * factor * sum(i, block.losses[i], order, first, live);
    }
    return sum;
  }

  /** Sum of the first values of a loss, in their order, each times the weight of the sample. */
  double sum(int loss, float[] values, int @Nullable [] order, int first, int live) {
    double sum = 0;
    for (int lane = 0; lane < live; lane++) {
      sum += data[loss].weightOf(sample(order, first + lane)) * values[lane];
    }
    return sum;
  }

  /** What the first samples of a block count in the mean of a loss. */
  double count(Block block, int loss, int live) {
    LossSpec spec = losses[loss];
    double count = spec.isCounted() ? 0 : live;
    for (int lane = 0; spec.isCounted() && lane < live; lane++) {
      count += spec.count(block.classes[loss], lane * spec.positions());
    }
    return count;
  }

  /** Answers of a block's first samples that {@link #hits} looks at. */
  long answers(Block block, int loss, int live) {
    return scorings[loss].answers(block, live);
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
        right += scoring.rightAnswers(block, lane);
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
