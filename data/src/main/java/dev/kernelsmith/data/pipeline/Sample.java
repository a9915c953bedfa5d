package dev.kernelsmith.data.pipeline;

import java.util.Objects;

/** One input of a network, or several, and what belongs to it. Arrays are not copied: do not change them. */
public final class Sample {
  static final float[] NO_VALUES = {};

  private final float[][] inputs;
  private final float[][] targets;
  private final int[] classes;
  private final double[] weights;

  Sample(float[][] inputs, float[][] targets, int[] classes, double... weights) {
    this.inputs = inputs;
    this.targets = targets;
    this.classes = classes;
    this.weights = weights;
  }

  /** The first input, in canonical order. */
  public float[] input() {
    return input(0);
  }

  /** An input by its number. */
  public float[] input(int number) {
    return inputs[Objects.checkIndex(number, inputs.length)];
  }

  /** Number of the class, by the first target; 0 where that is of values, or there is none. */
  public int classNumber() {
    return classNumber(0);
  }

  /** Number of the class, by a target. */
  public int classNumber(int target) {
    return classes.length == 0 ? 0 : classes[Objects.checkIndex(target, classes.length)];
  }

  /** Values of the first target; none where that is of classes, or there is none. */
  public float[] target() {
    return target(0);
  }

  /** Values of a target. */
  public float[] target(int number) {
    return targets.length == 0 ? NO_VALUES : targets[Objects.checkIndex(number, targets.length)];
  }

  /** The factor of its loss. */
  public double weight() {
    return weight(0);
  }

  /** The factor of one of its losses; a single one holds for all. */
  double weight(int target) {
    return weights.length == 1 ? weights[0] : weights[Objects.checkIndex(target, weights.length)];
  }

  @Override
  public String toString() {
    return "sample with " + inputs.length + (inputs.length == 1 ? " input" : " inputs");
  }
}
