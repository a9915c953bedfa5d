package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The samples of a CSV file, with the names that the file gives to columns and classes. */
public final class CsvDataset implements Dataset {
  private final Path file;
  private final Rows rows;
  private final List<String> featureNames;
  private final List<String> targetNames;
  private final List<String> classNames;

  /**
   * What stands in the lines, one after another.
   *
   * @param size lines
   * @param features of all lines
   * @param featureCount of a line
   * @param classes of the lines; null where there are none
   * @param targets of all lines
   * @param targetCount of a line
   */
  record Rows(
      int size, float[] features, int featureCount, int @Nullable [] classes, float[] targets, int targetCount) {}

  CsvDataset(
      Path file, Rows rows, List<String> featureNames, List<String> targetNames, List<String> classNames) {
    this.file = file;
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
   * The label of each class, by class number, as {@link CsvFile#classNames} numbered them: where the file's labels are
   * the class numbers themselves, {@code 0}, {@code 1} and so on up to the greatest. A number stands here in its
   * shortest usual spelling, whatever it has in the file. Empty where there are no classes.
   */
  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public int inputLength() {
    return rows.featureCount();
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    int count = rows.featureCount();
    System.arraycopy(rows.features(), Objects.checkIndex(index, size()) * count, into, offset, count);
  }

  @Override
  public boolean hasClasses() {
    return rows.classes() != null;
  }

  @Override
  public int classOf(int index) {
    int[] classes = rows.classes();
    if (classes == null) {
      throw new IllegalStateException("the targets are values, not classes: use copyTarget");
    }
    return classes[Objects.checkIndex(index, size())];
  }

  @Override
  public int targetLength() {
    return rows.targetCount();
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    if (rows.classes() != null) {
      throw new IllegalStateException("the targets are classes, not values: use classOf");
    }
    int count = rows.targetCount();
    System.arraycopy(rows.targets(), Objects.checkIndex(index, size()) * count, into, offset, count);
  }

  /** File, size, names of the features, and which label became which class. */
  @Override
  public String toString() {
    String names = targetNames.isEmpty() ? "" : "; targets " + DatasetText.list(targetNames);
    return file + ": " + DatasetText.of(this) + "; features " + DatasetText.list(featureNames) + names;
  }
}
