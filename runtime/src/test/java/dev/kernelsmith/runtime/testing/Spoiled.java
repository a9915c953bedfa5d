package dev.kernelsmith.runtime.testing;

import dev.kernelsmith.runtime.data.Dataset;

/**
 * A data set in which one value of one sample's input is another.
 *
 * @param base all the rest
 * @param sample the sample
 * @param at index of the value
 * @param value what it is
 */
public record Spoiled(Dataset base, int sample, int at, float value) implements Wrapping {
  @Override
  public void copyInput(int index, float[] into, int offset) {
    base.copyInput(index, into, offset);
    if (index == sample) {
      into[offset + at] = value;
    }
  }
}
