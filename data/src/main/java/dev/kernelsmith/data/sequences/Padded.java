package dev.kernelsmith.data.sequences;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Sequences that are cut or filled up when they are asked for. */
final class Padded implements Dataset {
  private final float[] values;
  private final int width;
  private final int[] starts;
  private final int length;
  private final Truncation truncation;
  private final float padding;
  private final boolean ofTokens;

  /**
   * Takes the arrays as they are.
   *
   * @param starts of each sequence, in steps, and the end of the last
   */
  Padded(float[] values, int width, int[] starts, int length, Truncation truncation, float padding, boolean ofTokens) {
    this.values = values;
    this.width = width;
    this.starts = starts;
    this.length = length;
    this.truncation = truncation;
    this.padding = padding;
    this.ofTokens = ofTokens;
  }

  private void copy(int index, float[] into, int offset) {
    int start = starts[Objects.checkIndex(index, size())];
    int own = starts[index + 1] - start;
    int kept = Math.min(own, length);
    System.arraycopy(values, (start + truncation.start(own, length)) * width, into, offset, kept * width);
    Arrays.fill(into, offset + kept * width, offset + length * width, padding);
  }

  @Override
  public int size() {
    return starts.length - 1;
  }

  @Override
  public int inputLength() {
    return length * width;
  }

  @Override
  public List<Integer> inputShape() {
    return ofTokens ? List.of(length) : List.of(length, width);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    copy(index, into, offset);
  }

  @Override
  public boolean hasClasses() {
    return false;
  }

  @Override
  public int classOf(int index) {
    throw new IllegalStateException("the targets are values, a class number for each step: use copyTarget");
  }

  @Override
  public int targetLength() {
    return length * width;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    copy(index, into, offset);
  }

  @Override
  public String toString() {
    return "sequences of different lengths: " + DatasetText.of(this);
  }
}
