package dev.kernelsmith.runtime.data;

import java.util.Objects;

/**
 * A data set, and which input or output of a network it is for.
 *
 * @param name of the input or output, to be named in messages
 * @param data whose first input or target that is
 */
public record NamedDataset(String name, Dataset data) {
  /** Checks that the data is there. */
  public NamedDataset {
    Objects.requireNonNull(name, "the name of a data set is null");
    Objects.requireNonNull(data, () -> "the data of " + name + " is null");
  }

  /** In words: {@code price: 150 samples of 4 values, classes 0 to 2}. */
  @Override
  public String toString() {
    return name + ": " + DatasetText.of(data);
  }
}
