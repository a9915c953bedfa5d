package dev.kernelsmith.runtime.data;

import java.util.List;
import java.util.Locale;
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

  /** Copies the input of one sample to {@code into[offset .. offset + inputLength())}. */
  void copyInput(int index, float[] into, int offset);

  /**
   * Copies the input of one sample as whole numbers, for an input of ints.
   *
   * @throws IllegalArgumentException if a value is none that a float and an int have in common
   */
  default void copyInput(int index, int[] into, int offset) {
    float[] values = new float[inputLength()];
    copyInput(index, values, 0);
    for (int i = 0; i < values.length; i++) {
      into[offset + i] = (int) values[i];
      if (into[offset + i] != values[i] || Math.abs(values[i]) > 1 << 24) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT,
                "value %d of an input of sample %d is %s, but this input takes whole numbers of at most 2^24", i, index,
                values[i]));
      }
    }
  }

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
