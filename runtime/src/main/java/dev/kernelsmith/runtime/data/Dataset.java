package dev.kernelsmith.runtime.data;

import java.util.List;
import java.util.Objects;

/**
 * Samples by index, each with an input and a target. Implementations are immutable and may be read by several threads
 * at once.
 *
 * <p>Networks with several inputs or losses take data with several of each, which {@link JoinedDataset} puts together from
 * data sets of the same samples. The methods that name no input or target are about the first.
 */
public interface Dataset {
  /** Number of samples. */
  int size();

  /** Floats of one input, in canonical order (the last extent innermost). */
  int inputLength();

  /**
   * Extents of one input, the last innermost; empty where only its length is known. A network whose input has other extents refuses the data, so that
   * pictures on their side do not pass for others; extents of 1 do not count, a vector fits any network, and a network that takes a
   * vector any data.
   */
  default List<Integer> inputShape() {
    return List.of();
  }

  /**
   * These samples with a known {@link #inputShape()}; a view.
   *
   * @param extents of the first input, such as height, width and channels
   * @throws IllegalArgumentException if their product is not the length of an input
   */
  default Dataset shaped(int... extents) {
    return ShapedDataset.of(this, extents);
  }

  /**
   * The samples as they are in an epoch of a training, the first being 1. Data that changes from epoch to epoch, as pictures do that are moved a little, follows from
   * this number and a seed; how many samples there are, their lengths and whether targets are classes stay. Data that a network is validated with is
   * used as it is, for no epoch.
   */
  default Dataset ofEpoch(int epoch) {
    return this;
  }

  /**
   * Copies the input of one sample to {@code into[offset .. offset + inputLength())}. For an input of ints these must be whole numbers
   * of at most 2^24, which floats and ints have in common.
   */
  void copyInput(int index, float[] into, int offset);

  /** Number of inputs of a sample. */
  default int inputs() {
    return 1;
  }

  /** The samples with one of their inputs; its targets do not count. */
  default Dataset ofInput(int number) {
    Objects.checkIndex(number, inputs());
    return this;
  }

  /** Number of targets of a sample. */
  default int targets() {
    return 1;
  }

  /** The samples with one of their targets; its inputs do not count. */
  default Dataset ofTarget(int number) {
    Objects.checkIndex(number, targets());
    return this;
  }

  /** Whether the targets are class numbers ({@link #classOf}) rather than values ({@link #copyTarget}). */
  boolean hasClasses();

  /** Class number of a sample; an {@link IllegalStateException} where there are no classes. */
  int classOf(int index);

  /**
   * The label of each class, by class number; empty where the data has no names for its classes. Data that a network is
   * validated with must give its classes the names that the training data gives them, where both have names.
   */
  default List<String> classNames() {
    return List.of();
  }

  /** Values per target; 0 where the targets are class numbers, or there are none. A class number for each position of an image or a sequence is a value. */
  int targetLength();

  /**
   * The factor of a sample's loss, finite and at least 0. A mean over a batch is the sum of factor times loss, over the number of samples, whatever the factors are, as Keras has it; where a loss
   * ignores a class, or has factors of classes, it is over the sum of these. Counts of right answers and statistics of batches know nothing of it.
   */
  default double weightOf(int index) {
    return 1;
  }

  /**
   * These samples with factors of their losses, each times what it had before; a view.
   *
   * @param weights one per sample; copied
   * @throws IllegalArgumentException if there are more or fewer, or one is negative or not finite
   */
  default Dataset weighted(double... weights) {
    return WeightedDataset.of(this, weights);
  }

  /** Copies the target values of one sample; an {@link IllegalStateException} where the targets are class numbers. */
  void copyTarget(int index, float[] into, int offset);
}
