package dev.kernelsmith.data.idx;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import java.util.List;
import java.util.Objects;

/**
 * Samples and classes from IDX files. Unsigned bytes stay bytes and become floats from 0 to 1 when an input is
 * copied.
 */
final class IdxDataset implements Dataset {
  private static final float[] UNIT = unitScale();

  private final IdxArray inputs;
  private final int inputLength;
  private final int[] classes;

  IdxDataset(IdxArray inputs, int[] classes) {
    this.inputs = inputs;
    this.classes = classes;
    inputLength = inputs.length() / classes.length;
  }

  private static float[] unitScale() {
    float[] table = new float[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = i / 255f;
    }
    return table;
  }

  @Override
  public int size() {
    return classes.length;
  }

  @Override
  public int inputLength() {
    return inputLength;
  }

  @Override
  public List<Integer> inputShape() {
    return inputs.shape().subList(1, inputs.shape().size());
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    int from = Objects.checkIndex(index, classes.length) * inputLength;
    if (inputs.type() == IdxType.UBYTE) {
      inputs.copyBytes(from, inputLength, UNIT, into, offset);
    } else {
      for (int i = 0; i < inputLength; i++) {
        into[offset + i] = (float) inputs.valueAt(from + i);
      }
    }
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public int classOf(int index) {
    return classes[index];
  }

  @Override
  public int targetLength() {
    return 0;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    throw new IllegalStateException("the targets are classes, not values: use classOf");
  }

  @Override
  public String toString() {
    return "IDX data set: " + DatasetText.of(this);
  }
}
