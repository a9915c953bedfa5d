package dev.kernelsmith.runtime.data;

import java.util.List;

/**
 * Samples by index, each with an input and a target. Implementations are immutable and may be read by several threads
 * at once.
 */
public interface Dataset {
  /** Number of samples. */
  int size();

  /** Floats of one input, in canonical order (height, width, channels). */
  int inputLength();

  /** Copies the input of one sample to {@code into[offset .. offset + inputLength())}. */
  void copyInput(int index, float[] into, int offset);

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
