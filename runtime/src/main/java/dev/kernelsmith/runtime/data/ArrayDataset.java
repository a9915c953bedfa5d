package dev.kernelsmith.runtime.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Samples that are held in memory as floats. What is passed in is copied, so later changes to the arrays change
 * nothing.
 */
public final class ArrayDataset implements Dataset {
  private final int size;
  private final float[] inputs;
  private final int inputLength;
  private final int @Nullable [] classes;
  private final float[] targets;
  private final int targetLength;

  /** Takes the arrays as they are; one of {@code classes} and {@code targets} is used. */
  ArrayDataset(int size, float[] inputs, int inputLength, int @Nullable [] classes, float[] targets, int targetLength) {
    this.size = size;
    this.inputs = inputs;
    this.inputLength = inputLength;
    this.classes = classes;
    this.targets = targets;
    this.targetLength = targetLength;
  }

  /**
   * Samples with a class each.
   *
   * @param inputs one row per sample, all of the same length
   * @param classes one class number per sample, from 0; what a network does not have is refused when it is used, but for the class that its loss ignores
   * @throws IllegalArgumentException if there is no sample, the lengths do not fit, or an input is not finite
   */
  public static ArrayDataset ofClasses(float[][] inputs, int[] classes) {
    return classes(ArrayChecks.flatten("input", inputs), ArrayChecks.rowLength("input", inputs), classes);
  }

  /**
   * Samples with a class each, from one flat array.
   *
   * @param inputs all inputs, one sample after the other
   * @param inputLength floats per sample
   * @param classes one class number per sample, from 0; what a network does not have is refused when it is used, but for the class that its loss ignores
   * @throws IllegalArgumentException if there is no sample, the lengths do not fit, or an input is not finite
   */
  public static ArrayDataset ofClasses(float[] inputs, int inputLength, int[] classes) {
    return classes(Objects.requireNonNull(inputs, "inputs").clone(), inputLength, classes);
  }

  /**
   * Samples with target values each.
   *
   * @param inputs one row per sample, all of the same length
   * @param targets one row per sample, all of the same length
   * @throws IllegalArgumentException if there is no sample, the lengths do not fit, or a value is not finite
   */
  public static ArrayDataset ofValues(float[][] inputs, float[][] targets) {
    float[] flatInputs = ArrayChecks.flatten("input", inputs);
    float[] flatTargets = ArrayChecks.flatten("target", targets);
    return values(
        flatInputs, ArrayChecks.rowLength("input", inputs), flatTargets, ArrayChecks.rowLength("target", targets));
  }

  /**
   * Samples with target values each, from flat arrays.
   *
   * @param inputs all inputs, one sample after the other
   * @param inputLength floats per input
   * @param targets all targets, one sample after the other
   * @param targetLength floats per target
   * @throws IllegalArgumentException if there is no sample, the lengths do not fit, or a value is not finite
   */
  public static ArrayDataset ofValues(float[] inputs, int inputLength, float[] targets, int targetLength) {
    return values(Objects.requireNonNull(inputs, "inputs").clone(), inputLength,
        Objects.requireNonNull(targets, "targets").clone(), targetLength);
  }

  private static ArrayDataset classes(float[] ownInputs, int inputLength, int[] classes) {
    int size = ArrayChecks.rows("input", ownInputs, inputLength);
    ArrayChecks.sameSize(size, "classes", Objects.requireNonNull(classes, "classes").length);
    ArrayChecks.finite("input", ownInputs, inputLength);
    return new ArrayDataset(size, ownInputs, inputLength, classes.clone(), new float[0], 0);
  }

  private static ArrayDataset values(float[] ownInputs, int inputLength, float[] ownTargets, int targetLength) {
    int size = ArrayChecks.rows("input", ownInputs, inputLength);
    ArrayChecks.sameSize(size, "targets", ArrayChecks.rows("target", ownTargets, targetLength));
    ArrayChecks.finite("input", ownInputs, inputLength);
    ArrayChecks.finite("target", ownTargets, targetLength);
    return new ArrayDataset(size, ownInputs, inputLength, null, ownTargets, targetLength);
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
    return classes != null;
  }

  @Override
  public int classOf(int index) {
    if (classes == null) {
      throw new IllegalStateException("the targets are values, not classes: use copyTarget");
    }
    return classes[Objects.checkIndex(index, size)];
  }

  @Override
  public int targetLength() {
    return targetLength;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    if (classes != null) {
      throw new IllegalStateException("the targets are classes, not values: use classOf");
    }
    System.arraycopy(targets, Objects.checkIndex(index, size) * targetLength, into, offset, targetLength);
  }

  @Override
  public String toString() {
    return "data set in memory: " + DatasetText.of(this);
  }
}
