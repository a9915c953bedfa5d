package dev.kernelsmith.runtime.train;

import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.runtime.data.CheckedDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a data set fits a network, and how a target becomes what one of the network's losses is compared with. */
enum Targets {
  /** The loss takes class numbers, and the data has them. */
  CLASSES,
  /** The loss takes a class number for each position, and the data has them as values. */
  POSITIONS,
  /** The loss takes values, and the data has them. */
  VALUES,
  /** The loss takes values, the data has class numbers: 1 at the class, 0 elsewhere. */
  ONE_HOT,
  /** The loss takes the one value of a sigmoid unit, the data has the class numbers 0 and 1: the number is the value. */
  BINARY,
  /** The loss compares with nothing. */
  NOTHING;

  /**
   * Finds out how to use a data set.
   *
   * @param role what the data is for, to be named in messages: {@code training data}
   * @return how the target of each loss is used
   * @throws IllegalArgumentException if the data does not fit the network, with what each has
   */
  static List<Targets> of(NetworkSpec spec, Dataset given, String role) {
    CheckedDataset data = CheckedDataset.of(given, role);
    data.requireMemory(Integer.BYTES, "their numbers");
    List<LossSpec> losses = spec.losses();
    if (losses.isEmpty()) {
      throw new IllegalArgumentException(spec.lossMissing());
    }
    requireAsMany(spec, spec.inputs().size(), data.inputs(), "inputs", role);
    requireAsMany(spec, losses.size(), data.targets(), "targets", role);
    for (int i = 0; i < spec.inputs().size(); i++) {
      checkInput(spec, spec.inputs().get(i), CheckedDataset.of(data.ofInput(i), role), role);
    }
    List<Targets> targets = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      targets.add(of(spec, losses.get(i), CheckedDataset.of(data.ofTarget(i), role), role));
    }
    return targets;
  }

  private static void requireAsMany(NetworkSpec spec, int wanted, int given, String what, String role) {
    if (wanted != given) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "network %s takes samples with %d %s, but those of the %s have %d: join data sets with dataset of the generated class",
              spec.name(), wanted, what, role, given));
    }
  }

  private static Targets of(NetworkSpec spec, LossSpec loss, CheckedDataset data, String role) {
    if (loss.target() == TargetKind.NONE) {
      return NOTHING;
    }
    if (loss.target() == TargetKind.CLASS) {
      return ofClasses(spec, loss, data, role);
    }
    if (data.hasClasses()) {
      if (loss.targetLength() == 1 && Answers.of(spec, loss.output()).isSigmoid()) {
        checkClasses(named(spec, loss), loss, data, role, 2);
        return BINARY;
      }
      if (loss.targetLength() < 2) {
        throw misfit(spec, loss, data, role,
            "give the targets as values, or use one output for each class (for two classes, one unit with the loss SIGMOID_CROSS_ENTROPY)");
      }
      checkClasses(named(spec, loss), loss, data, role, loss.targetLength());
      return ONE_HOT;
    }
    if (data.targetLength() != loss.targetLength()) {
      throw misfit(spec, loss, data, role, "use as many output units as there are values in a target");
    }
    if (loss.target().isShare()) {
      checkProbabilities(spec, loss, data, role);
    }
    return VALUES;
  }

  private static Targets ofClasses(NetworkSpec spec, LossSpec loss, CheckedDataset data, String role) {
    if (loss.positions() == 1 && data.hasClasses()) {
      checkClasses(named(spec, loss), loss, data, role, spec.rawOutput(loss.output()).length());
      return CLASSES;
    }
    if (loss.positions() == 1 && spec.rawOutput(loss.output()).shape().size() == 1) {
      throw misfit(spec, loss, data, role, "give class numbers, or use a loss over values");
    }
    if (data.hasClasses() || data.targetLength() != loss.positions()) {
      throw misfit(spec, loss, data, role,
          "give the class number of each position as a target value, row after row (ArrayDataset.ofValues)");
    }
    checkPositions(spec, loss, data, role);
    return POSITIONS;
  }

  private static void checkPositions(NetworkSpec spec, LossSpec loss, Dataset data, String role) {
    List<Integer> shape = spec.rawOutput(loss.output()).shape();
    int classes = shape.getLast();
    float[] target = new float[loss.positions()];
    int size = data.size();
    for (int i = 0; i < size; i++) {
      data.copyTarget(i, target, 0);
      for (int position = 0; position < target.length; position++) {
        float value = target[position];
        boolean number = value == (int) value && (value >= 0 && value < classes || value == loss.ignoredClass());
        if (!number) {
          throw new IllegalArgumentException(
              String.format(Locale.ROOT,
                  "sample %d of the %s has the class %s at position %s of its target, but %s tells %d classes apart: class numbers are whole and go from 0 to %d%s",
                  i, role, value == (int) value ? Integer.toString((int) value) : Float.toString(value),
                  position(position, shape), named(spec, loss), classes, classes - 1,
                  loss.ignoredClass() != Loss.NONE ? ", and " + loss.ignoredClass() + " is ignored"
                      : "; for targets that say nothing, set ignoredClass of @Loss"));
        }
      }
    }
  }

  /** A position by its indices, {@code (2, 7)}. */
  private static String position(int ordinal, List<Integer> shape) {
    List<String> indices = new ArrayList<>();
    int rest = ordinal;
    for (int axis = shape.size() - 2; axis >= 0; axis--) {
      indices.addFirst(Integer.toString(rest % shape.get(axis)));
      rest /= shape.get(axis);
    }
    return "(" + String.join(", ", indices) + ")";
  }

  /** The network, and the output of a loss where there are several. */
  private static String named(NetworkSpec spec, LossSpec loss) {
    String network = "network " + spec.name();
    return spec.losses().size() == 1 ? network : "output '" + loss.layer() + "' of " + network;
  }

  private static void checkProbabilities(NetworkSpec spec, LossSpec loss, Dataset data, String role) {
    float[] target = new float[data.targetLength()];
    int size = data.size();
    for (int i = 0; i < size; i++) {
      data.copyTarget(i, target, 0);
      for (float value : target) {
        if (!(value >= 0 && value <= 1)) {
          throw new IllegalArgumentException(
              String.format(Locale.ROOT,
                  "sample %d of the %s has the target %s, but the loss of %s (%s) takes %s", i, role, value,
                  named(spec, loss), loss.function(),
                  loss.target() == TargetKind.LABELS ? "0 for no and 1 for yes: give 0 in place of -1"
                      : "probabilities from 0 to 1: scale the targets, or use MEAN_SQUARED_ERROR"));
        }
      }
    }
  }

  private static void checkInput(NetworkSpec spec, TensorSpec input, Dataset data, String role) {
    if (data.inputLength() != input.length()) {
      boolean oneMore = data.inputLength() == input.length() + 1;
      String which = spec.inputs().size() == 1 ? "" : " as its " + input.name();
      throw new IllegalArgumentException("each sample of the " + role + " has " + data.inputLength()
          + " values" + which + ", but network " + spec.name() + " takes " + input.length() + ", shape " + input.shape()
          + ": "
          + (oneMore
              ? "is the target or an index one of them? Choose it as target or class, or ignore it"
              : "give samples of that size, or set the input of @Network"));
    }
    if (data.size() == 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the %s for network %s has no samples", role, spec.name()));
    }
  }

  private static void checkClasses(String named, LossSpec loss, CheckedDataset data, String role, int classes) {
    CheckedDataset checked = data.ignoring(loss.ignoredClass());
    int size = data.size();
    for (int i = 0; i < size; i++) {
      int number = checked.classOf(i);
      if (number >= classes && number != loss.ignoredClass()) {
        throw new IllegalArgumentException("sample " + i + " of the " + role + " has class " + number
            + ", but " + named + " tells " + classes + " classes apart: class numbers go from 0 to "
            + (classes - 1) + ". " + repair(checked, classes));
      }
    }
  }

  /** What to do about classes that the network does not have. */
  private static String repair(Dataset data, int classes) {
    TreeSet<Integer> used = new TreeSet<>();
    int size = data.size();
    for (int i = 0; i < size && used.size() <= classes; i++) {
      used.add(data.classOf(i));
    }
    if (used.size() > classes) {
      return "The data has more classes than that: use one output unit for each"
          + (classes == 2 ? ", and SOFTMAX_CROSS_ENTROPY" : "");
    }
    String list = used.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String quoted = used.stream().map(number -> '"' + name(data, number) + '"').collect(Collectors.joining(", "));
    boolean shifted = used.last() - used.first() == used.size() - 1;
    String how = shifted ? "number them from 0 (subtract " + used.first() + ")" : "number them from 0";
    if (!data.classNames().isEmpty()) {
      how = "number them from 0 with CsvFile.classNames(List.of(" + quoted + "))";
    }
    return "The data uses the classes " + list + " only: " + how + ", or use " + (used.last() + 1) + " output units";
  }

  private static String name(Dataset data, int number) {
    List<String> names = data.classNames();
    return number < names.size() ? names.get(number) : Integer.toString(number);
  }

  /**
   * Checks that two data sets mean the same by each class number, as far as both have names for their classes.
   *
   * @param role what {@code data} is for, to be named in messages: {@code validation data}
   * @throws IllegalArgumentException if a class has another name in each
   */
  static void requireSameClasses(List<String> trainingNames, Dataset data, String role) {
    List<String> names = data.hasClasses() ? data.classNames() : List.of();
    for (int number = 0; number < Math.min(trainingNames.size(), names.size()); number++) {
      if (!names.get(number).equals(trainingNames.get(number))) {
        throw new IllegalArgumentException("class " + number + " is \"" + trainingNames.get(number)
            + "\" in the training data, but \"" + names.get(number) + "\" in the " + role
            + ": read it with the class names of the training data, CsvFile.classNames(training.classNames())");
      }
    }
  }

  /** The data as a network's memory is filled with it: checked sample by sample. */
  CheckedDataset checked(NetworkSpec spec, LossSpec loss, Dataset data) {
    return CheckedDataset.of(data, "data", switch (this) {
      case CLASSES -> spec.rawOutput(loss.output()).length();
      case ONE_HOT -> loss.targetLength();
      case BINARY -> 2;
      case POSITIONS, VALUES, NOTHING -> Integer.MAX_VALUE;
    }).ignoring(loss.ignoredClass());
  }

  private static IllegalArgumentException misfit(
      NetworkSpec spec, LossSpec loss, Dataset data, String role, String repair) {
    String wanted =
        loss.target() == TargetKind.CLASS
            ? loss.positions() == 1 ? "a class number" : loss.positions() + " class numbers, one for each position"
            : String.format(Locale.ROOT, "%d values", loss.targetLength());
    String given =
        data.hasClasses() ? "class numbers" : String.format(Locale.ROOT, "targets of %d values", data.targetLength());
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "the loss of %s (%s) compares each sample with %s, but the %s has %s: %s",
            named(spec, loss), loss.function(), wanted, role, given, repair));
  }

  /** Writes the target of a sample into one lane of what a block has for the loss. */
  void copy(Dataset data, LossSpec loss, int sample, int lane, int[] classes, float[] values) {
    int length = loss.targetLength();
    switch (this) {
      case CLASSES -> classes[lane] = data.classOf(sample);
      case POSITIONS -> {
        data.copyTarget(sample, values, 0);
        for (int i = 0; i < loss.positions(); i++) {
          classes[lane * loss.positions() + i] = (int) values[i];
        }
      }
      case VALUES -> data.copyTarget(sample, values, lane * length);
      case ONE_HOT -> {
        Arrays.fill(values, lane * length, (lane + 1) * length, 0f);
        values[lane * length + data.classOf(sample)] = 1f;
      }
      case BINARY -> values[lane] = data.classOf(sample);
      case NOTHING -> {}
    }
  }
}
