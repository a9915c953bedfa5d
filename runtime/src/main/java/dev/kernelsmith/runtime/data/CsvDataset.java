package dev.kernelsmith.runtime.data;

import java.util.List;

/** The samples of a CSV file, with the names that the file gives to columns and classes. */
public final class CsvDataset implements Dataset {
  private final ArrayDataset rows;
  private final List<String> featureNames;
  private final List<String> targetNames;
  private final List<String> classNames;

  CsvDataset(ArrayDataset rows, List<String> featureNames, List<String> targetNames, List<String> classNames) {
    this.rows = rows;
    this.featureNames = List.copyOf(featureNames);
    this.targetNames = List.copyOf(targetNames);
    this.classNames = List.copyOf(classNames);
  }

  /**
   * Names of the features, in the order of the input; {@code column0} and so on, by index in the file, where it has
   * no header.
   */
  public List<String> featureNames() {
    return featureNames;
  }

  /** Names of the target values, in the order of the target; empty where the targets are classes or there are none. */
  public List<String> targetNames() {
    return targetNames;
  }

  /**
   * Labels of the classes by class number; empty where the file's labels are the class numbers, or there are no
   * classes.
   */
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int inputLength() {
    return rows.inputLength();
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    rows.copyInput(index, into, offset);
  }

  @Override
  public boolean hasClasses() {
    return rows.hasClasses();
  }

  @Override
  public int classOf(int index) {
    return rows.classOf(index);
  }

  @Override
  public int targetLength() {
    return rows.targetLength();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    rows.copyTarget(index, into, offset);
  }
}
