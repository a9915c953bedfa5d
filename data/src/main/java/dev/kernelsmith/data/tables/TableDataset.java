package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.io.FileLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Prepared rows of one input. */
final class TableDataset implements Dataset {
  private final int size;
  private final float[] inputs;
  private final int inputLength;
  private final float[] targets;
  private final int targetLength;
  private final List<String> classNames;

  /**
   * Takes the arrays as they are.
   *
   * @param classNames names of the classes, whose numbers then are the targets; empty where these are values
   */
  private TableDataset(
      int size, float[] inputs, int inputLength, float[] targets, int targetLength, List<String> classNames) {
    this.size = size;
    this.inputs = inputs;
    this.inputLength = inputLength;
    this.targets = targets;
    this.targetLength = targetLength;
    this.classNames = classNames;
  }

  /** Collects rows. */
  static final class Builder {
    private final FittedPreparation preparation;
    private final float[][] inputs;
    private final float[] targets;
    private int size;

    /**
     * Has room for some rows.
     *
     * @throws IllegalArgumentException if an array cannot be so long
     */
    Builder(FittedPreparation preparation, int rows) {
      this.preparation = preparation;
      inputs = new float[preparation.inputs()][];
      Arrays.setAll(inputs, input -> allocate(rows, preparation.inputLength(input)));
      targets = allocate(rows, preparation.targetCount());
    }

    /** An array for some values of each row. */
    static float[] allocate(int rows, int values) {
      long length = (long) rows * values;
      if (length > FileLimits.MAX_ARRAY_LENGTH) {
        throw new IllegalArgumentException(rows + " rows of " + values
            + " values are too many for one data set: use TableFile.onDemand(), batches(...), or a part of the table");
      }
      return new float[(int) length];
    }

    /** Adds a row that lacks nothing. */
    void add(TableRow row) {
      RawRow raw = new RawRow.OfTable(row);
      size += preparation.writeInputs(raw, inputs, size) && preparation.writeTargets(raw, targets, size) ? 1 : 0;
    }

    boolean isEmpty() {
      return size == 0;
    }

    boolean isFull() {
      return size == targets.length / preparation.targetCount();
    }

    Dataset build() {
      List<Dataset> parts = IntStream.range(0, inputs.length).<Dataset>mapToObj(this::part).toList();
      return parts.size() == 1 ? parts.getFirst()
          : JoinedDataset.of(new ArrayList<>(parts), List.of(parts.getFirst()));
    }

    private TableDataset part(int input) {
      int length = preparation.inputLength(input);
      return new TableDataset(size, inputs[input], length, targets, preparation.targetCount(),
          preparation.classNames());
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int inputLength() {
    return inputLength;
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    System.arraycopy(inputs, Objects.checkIndex(index, size) * inputLength, into, offset, inputLength);
  }

  @Override
  public boolean hasClasses() {
    return !classNames.isEmpty();
  }

  @Override
  public int classOf(int index) {
    if (!hasClasses()) {
      throw new IllegalStateException("the targets are values, not classes: use copyTarget");
    }
    return (int) targets[Objects.checkIndex(index, size)];
  }

  @Override
  public int targetLength() {
    return hasClasses() ? 0 : targetLength;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    if (hasClasses()) {
      throw new IllegalStateException("the targets are classes, not values: use classOf");
    }
    System.arraycopy(targets, Objects.checkIndex(index, size) * targetLength, into, offset, targetLength);
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public String toString() {
    return "rows of a table: " + DatasetText.of(this);
  }
}
