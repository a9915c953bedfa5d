package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.Arrays;
import java.util.Locale;

/** Whether a data set fits a network, and how its targets become what the network's loss is compared with. */
enum Targets {
  /** The loss takes class numbers, and the data has them. */
  CLASSES,
  /** The loss takes values, and the data has them. */
  VALUES,
  /** The loss takes values, the data has class numbers: 1 at the class, 0 elsewhere. */
  ONE_HOT,
  /** The loss takes one value, the data has the class numbers 0 and 1: the number is the value. */
  BINARY;

  /** The loss whose targets are probabilities. */
  private static final String PROBABILITIES = "SIGMOID_CROSS_ENTROPY";

  /**
   * Finds out how to use a data set.
   *
   * @param role what the data is for, to be named in messages: {@code training data}
   * @throws IllegalArgumentException if the data does not fit the network, with what each has
   */
  static Targets of(NetworkSpec spec, Dataset data, String role) {
    if (spec.targetKind() == TargetKind.NONE) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "network %s has no loss: put @Loss on the field of its output layer and compile again", spec.name()));
    }
    checkInputs(spec, data, role);
    int outputs = spec.outputs().getFirst().length();
    if (spec.targetKind() == TargetKind.CLASS) {
      if (!data.hasClasses()) {
        throw misfit(spec, data, role, "give class numbers, or use a loss over values");
      }
      checkClasses(spec, data, role, outputs);
      return CLASSES;
    }
    if (data.hasClasses()) {
      if (spec.targetLength() == 1 && spec.lossName().equals(PROBABILITIES)) {
        checkClasses(spec, data, role, 2);
        return BINARY;
      }
      if (spec.targetLength() < 2) {
        throw misfit(spec, data, role, "give the targets as values, or use one output for each class");
      }
      checkClasses(spec, data, role, spec.targetLength());
      return ONE_HOT;
    }
    if (data.targetLength() != spec.targetLength()) {
      throw misfit(spec, data, role, "use as many output units as there are values in a target");
    }
    if (spec.lossName().equals(PROBABILITIES)) {
      checkProbabilities(spec, data, role);
    }
    return VALUES;
  }

  private static void checkProbabilities(NetworkSpec spec, Dataset data, String role) {
    float[] target = new float[data.targetLength()];
    int size = data.size();
    for (int i = 0; i < size; i++) {
      data.copyTarget(i, target, 0);
      for (float value : target) {
        if (!(value >= 0 && value <= 1)) {
          throw new IllegalArgumentException(
              String.format(Locale.ROOT,
                  "sample %d of the %s has the target %s, but the loss of network %s (%s) takes probabilities from 0 to 1: scale the targets, or use MEAN_SQUARED_ERROR",
                  i, role, value, spec.name(), spec.lossName()));
        }
      }
    }
  }

  private static void checkInputs(NetworkSpec spec, Dataset data, String role) {
    TensorSpec input = spec.inputs().getFirst();
    if (data.inputLength() != input.length()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "each sample of the %s has %d values, but network %s takes %d, shape %s", role,
              data.inputLength(), spec.name(), input.length(), input.shape()));
    }
    if (data.size() == 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the %s for network %s has no samples", role, spec.name()));
    }
  }

  private static void checkClasses(NetworkSpec spec, Dataset data, String role, int classes) {
    int size = data.size();
    for (int i = 0; i < size; i++) {
      int number = data.classOf(i);
      if (number < 0 || number >= classes) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT,
                "sample %d of the %s has class %d, but network %s tells %d classes apart: class numbers go from 0 to %d",
                i, role, number, spec.name(), classes, classes - 1));
      }
    }
  }

  private static IllegalArgumentException misfit(NetworkSpec spec, Dataset data, String role, String repair) {
    String wanted =
        spec.targetKind() == TargetKind.CLASS ? "a class number"
            : String.format(Locale.ROOT, "%d values", spec.targetLength());
    String given =
        data.hasClasses() ? "class numbers" : String.format(Locale.ROOT, "targets of %d values", data.targetLength());
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "the loss of network %s (%s) compares each sample with %s, but the %s has %s: %s",
            spec.name(), spec.lossName(), wanted, role, given, repair));
  }

  /** Writes the target of a sample into one lane. */
  void copy(Dataset data, int sample, int lane, int[] classes, float[] values, int length) {
    switch (this) {
      case CLASSES -> classes[lane] = data.classOf(sample);
      case VALUES -> data.copyTarget(sample, values, lane * length);
      case ONE_HOT -> {
        Arrays.fill(values, lane * length, (lane + 1) * length, 0f);
        values[lane * length + data.classOf(sample)] = 1f;
      }
      case BINARY -> values[lane] = data.classOf(sample);
    }
  }
}
