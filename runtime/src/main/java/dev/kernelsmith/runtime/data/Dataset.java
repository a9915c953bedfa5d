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

  /** Values per target; 0 where the targets are class numbers. */
  int targetLength();

  /** Copies the target values of one sample; an {@link IllegalStateException} where the targets are class numbers. */
  void copyTarget(int index, float[] into, int offset);
}
