package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.data.JoinedDataset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** One input of rows that are prepared when they are asked for. Targets are in memory. */
final class RowDataset implements Dataset {
  private final FittedPreparation preparation;
  private final Table rows;
  private final int input;
  private final float[] targets;

  private RowDataset(FittedPreparation preparation, Table rows, int input, float[] targets) {
    this.preparation = preparation;
    this.rows = rows;
    this.input = input;
    this.targets = targets;
  }

  /**
   * All inputs of rows. Each is prepared once, so that what does not fit is told before a training begins.
   *
   * @param rows none of which is to be left out
   */
  static Dataset of(FittedPreparation preparation, Table rows) {
    float[] targets = TableDataset.Builder.allocate(rows.size(), preparation.targetCount());
    float[][] scratch = preparation.scratch();
    for (int i = 0; i < rows.size(); i++) {
      RawRow row = new RawRow.OfTable(rows.row(i));
      preparation.writeInputs(row, scratch, 0);
      preparation.writeTargets(row, targets, i);
    }
    List<Dataset> parts = IntStream.range(0, preparation.inputs())
        .<Dataset>mapToObj(input -> new RowDataset(preparation, rows, input, targets)).toList();
    return parts.size() == 1 ? parts.getFirst() : JoinedDataset.of(parts, List.of(parts.getFirst()));
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int inputLength() {
    return preparation.inputLength(input);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    float[][] inputs = preparation.scratch();
    preparation.writeInputs(new RawRow.OfTable(rows.row(index)), inputs, 0);
    System.arraycopy(inputs[input], 0, into, offset, inputs[input].length);
  }

  @Override
  public boolean hasClasses() {
    return !preparation.classNames().isEmpty();
  }

  @Override
  public int classOf(int index) {
    if (!hasClasses()) {
      throw new IllegalStateException("the targets are values, not classes: use copyTarget");
    }
    return (int) targets[Objects.checkIndex(index, size())];
  }

  @Override
  public int targetLength() {
    return hasClasses() ? 0 : preparation.targetCount();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    if (hasClasses()) {
      throw new IllegalStateException("the targets are classes, not values: use classOf");
    }
    int length = preparation.targetCount();
    System.arraycopy(targets, Objects.checkIndex(index, size()) * length, into, offset, length);
  }

  @Override
  public List<String> classNames() {
    return preparation.classNames();
  }

  @Override
  public String toString() {
    return "rows of a table, read on demand: " + DatasetText.of(this);
  }
}
