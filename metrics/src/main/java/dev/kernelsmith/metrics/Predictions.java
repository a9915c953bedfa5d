package dev.kernelsmith.metrics;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What one output of a network, or anything else, gave for each sample, beside what the data has: what metrics are computed from. Samples are numbered as in the
 * data. Where a loss has a class for each position of an image or a sequence, each position counts as a sample; what a loss ignores does not. Factors of samples and classes change losses,
 * not metrics. Arrays are not copied.
 */
public final class Predictions {
  /** What an output can be compared by. */
  public enum Kind {
    /** Each sample has one class. */
    CLASSES,
    /** Each unit is a label that a sample has or has not. */
    LABELS,
    /** Values of a regression. */
    VALUES
  }

  private static final float HALF = 0.5f;
  private static final int[] NO_CLASSES = {};
  private static final float[][] NO_TARGETS = {};

  private final String output;
  private final Kind kind;
  private final float[][] values;
  private final float[][] scores;
  private final float threshold;
  private final boolean margins;
  private final float[][] targets;
  private final int[] targetClasses;
  private final List<String> classNames;

  /**
   * Predictions.
   *
   * @param scores what orders values of a unit or of a sample: raw outputs where these are known
   * @param threshold score above which a unit says yes
   * @param margins whether values are margins rather than probabilities
   */
  private Predictions(
      String output, Kind kind, float[][] values, float[][] scores, float threshold, boolean margins, float[][] targets,
      int[] targetClasses, List<String> classNames) {
    this.margins = margins;
    this.output = output;
    this.kind = kind;
    this.values = values;
    this.scores = scores;
    this.threshold = threshold;
    this.targets = targets;
    this.targetClasses = targetClasses;
    this.classNames = List.copyOf(classNames);
    requireShape();
  }

  private void requireShape() {
    int count = kind == Kind.CLASSES ? targetClasses.length : targets.length;
    if (values.length == 0 || values.length != count) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "output '%s' has predictions of %d samples and targets of %d: both must be there, and as many",
              output, values.length, count));
    }
    for (int i = 0; i < values.length; i++) {
      boolean even = values[i].length == length() && (kind == Kind.CLASSES || targets[i].length == length());
      if (!even || length() == 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "sample %d of output '%s' has other numbers of values than sample 0", i,
                output));
      }
      if (kind == Kind.CLASSES && (targetClasses[i] < 0 || targetClasses[i] >= classes())) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "sample %d of output '%s' has class %d, but there are the classes 0 to %d", i,
                output, targetClasses[i], classes() - 1));
      }
    }
  }

  /**
   * What a network gives for each sample of data, one for each of its losses that have targets, in their order. One pass over the data, by blocks and on all of the network's threads, or on
   * its device; the outputs of all samples are kept in memory.
   *
   * @throws IllegalArgumentException if the data does not fit the network, has no samples, or gives a class another name than the data that the network was trained on
   * @throws IllegalStateException if the network has no loss, which says what an output means
   */
  public static List<Predictions> all(CompiledNetwork network, Dataset data) {
    Objects.requireNonNull(network, "network");
    requireTargets(network, data);
    return all(network, data, outputs(network, data), false);
  }

  /** All that comes out of a network, where it is. */
  static float[][][] outputs(CompiledNetwork network, Dataset data) {
    return network instanceof DeviceNetwork placed ? placed.outputs(data) : network.engine().outputs(data);
  }

  /** Whether data has a target for each loss, and names for classes that the network knows by these. */
  static void requireTargets(CompiledNetwork network, Dataset data) {
    NetworkSpec spec = network.engine().spec();
    if (spec.losses().isEmpty()) {
      throw new IllegalStateException(spec.lossMissing());
    }
    if (requireNonNull(data, "data").targets() != spec.losses().size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "network %s has %d losses, but the data has %d targets: join data sets with dataset of the generated class",
              spec.name(), spec.losses().size(), data.targets()));
    }
    if (data.hasClasses()) {
      requireSameClasses(network.engine().classNames(), "the data that network " + spec.name() + " was trained on",
          data.classNames(), "the data");
    }
  }

  /** Throws an {@link IllegalArgumentException} where a class has two names. */
  static void requireSameClasses(List<String> names, String where, List<String> others, String elsewhere) {
    for (int i = 0; i < Math.min(names.size(), others.size()); i++) {
      if (!names.get(i).equals(others.get(i))) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "class %d is \"%s\" in %s, but \"%s\" in %s: number the classes of both alike",
                i,
                names.get(i), where, others.get(i), elsewhere));
      }
    }
  }

  /**
   * What outputs say of data.
   *
   * @param network how its outputs are read
   * @param means whether the raw values, too, are what predictions give, as means of several networks are
   */
  static List<Predictions> all(CompiledNetwork network, Dataset data, float[][][] outputs, boolean means) {
    NetworkSpec spec = network.engine().spec();
    List<Predictions> all = new ArrayList<>();
    for (int i = 0; i < spec.losses().size(); i++) {
      LossSpec loss = spec.losses().get(i);
      if (loss.target() != TargetKind.NONE) {
        all.add(of(spec, loss, outputs, data.ofTarget(i), i == 0 ? network.engine().classNames() : List.of(), means));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalStateException("no loss of network " + spec.name() + " compares outputs with targets");
    }
    return all;
  }

  /** The same of a network with one loss, or of the first. */
  public static Predictions of(CompiledNetwork network, Dataset data) {
    Objects.requireNonNull(network, "network");
    return all(network, data).getFirst();
  }

  private static Predictions of(
      NetworkSpec spec, LossSpec loss, float[][][] outputs, Dataset data, List<String> trainedNames, boolean means) {
    float[][] scores = outputs[2 * loss.output()];
    float[][] values = outputs[2 * loss.output() + 1];
    Answers answers = Answers.of(spec, loss.output());
    float threshold = (means ? answers.isMargin() : answers.isYes(Math.nextUp(0f))) ? 0 : HALF;
    List<String> names = data.classNames().isEmpty() ? trainedNames : data.classNames();
    int size = data.size();
    int units = spec.rawOutput(loss.output()).shape().getLast();
    if (data.hasClasses()) {
      if (answers.classes() == 0) {
        throw new IllegalArgumentException(
            "output '" + loss.layer()
                + "' tells no classes apart, but the data has class numbers for it: give targets of values");
      }
      int[] classes = new int[size];
      Arrays.setAll(classes, data::classOf);
      return ofRows(loss, scores, values, answers, threshold, answers.length(), classes, names);
    }
    int wanted = loss.target() == TargetKind.CLASS ? loss.positions() : loss.targetLength();
    if (data.targetLength() != wanted) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "output '%s' is compared with %d values of a sample, but the data has %d",
              loss.layer(), wanted, data.targetLength()));
    }
    float[][] targets = new float[size][wanted];
    for (int i = 0; i < size; i++) {
      data.copyTarget(i, targets[i], 0);
    }
    boolean labels = loss.target() == TargetKind.LABELS || answers.isSigmoid() || units == 1;
    if (loss.target() == TargetKind.CLASS || loss.target().isShare() && !labels) {
      int rows = answers.length() / units;
      int[] classes = new int[size * rows];
      for (int i = 0; i < classes.length; i++) {
        float[] target = targets[i / rows];
        classes[i] =
            loss.target() == TargetKind.CLASS ? classNumber(loss, i / rows, target[i % rows])
                : largest(target, i % rows * units, units);
      }
      return ofRows(loss, scores, values, answers, threshold, units, classes, names);
    }
    return new Predictions(loss.layer(), loss.target().isShare() ? Kind.LABELS : Kind.VALUES, values, scores,
        threshold, answers.isMargin(), targets, NO_CLASSES, List.of());
  }

  private static int classNumber(LossSpec loss, int sample, float value) {
    if (value != (int) value) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "sample %d of output '%s' has the class %s: class numbers are whole", sample,
              loss.layer(), value));
    }
    return (int) value;
  }

  /** Classes of samples or, where a sample has several rows of scores, of each row; but for those that the loss ignores. */
  private static Predictions ofRows(
      LossSpec loss, float[][] scores, float[][] values, Answers answers, float threshold, int units, int[] classes,
      List<String> names) {
    int[] kept = IntStream.range(0, classes.length).filter(row -> classes[row] != loss.ignoredClass()).toArray();
    int rows = answers.length() / units;
    IntFunction<float[][]> none = float[][]::new;
    float[][] keptScores = Arrays.stream(kept).mapToObj(row -> row(scores, row, rows, units)).toArray(none);
    float[][] keptValues = Arrays.stream(kept).mapToObj(row -> row(values, row, rows, units)).toArray(none);
    int[] keptClasses = Arrays.stream(kept).map(row -> classes[row]).toArray();
    if (kept.length == 0 && classes.length > 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "all samples of output '%s' have the class %d, which its loss ignores",
              loss.layer(), loss.ignoredClass()));
    }
    return new Predictions(loss.layer(), Kind.CLASSES, keptValues, keptScores, threshold, answers.isMargin(),
        NO_TARGETS,
        keptClasses, names);
  }

  private static float[] row(float[][] outputs, int row, int rows, int units) {
    float[] output = outputs[row / rows];
    return rows == 1 ? output : Arrays.copyOfRange(output, row % rows * units, (row % rows + 1) * units);
  }

  private static int largest(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = values[from + i] > values[from + best] ? i : best;
    }
    return best;
  }

  /**
   * Predictions of classes by anything.
   *
   * @param probabilities by sample and class; or one for each sample, that of class 1 of two
   * @param classes of each sample, from 0
   * @param names of the classes; empty for none
   * @throws IllegalArgumentException if there are no samples, or numbers do not fit
   */
  public static Predictions ofClasses(float[][] probabilities, int[] classes, List<String> names) {
    Objects.requireNonNull(probabilities, "probabilities");
    Objects.requireNonNull(classes, "classes");
    Objects.requireNonNull(names, "names");
    return new Predictions("output", Kind.CLASSES, probabilities, probabilities, HALF, false, NO_TARGETS, classes,
        names);
  }

  /**
   * Predictions of labels, of which a sample may have several.
   *
   * @param probabilities by sample and label
   * @param targets by sample and label: above 0.5 where the sample has it
   * @throws IllegalArgumentException if there are no samples, or numbers do not fit
   */
  public static Predictions ofLabels(float[][] probabilities, float[][] targets) {
    Objects.requireNonNull(probabilities, "probabilities");
    Objects.requireNonNull(targets, "targets");
    return new Predictions("output", Kind.LABELS, probabilities, probabilities, HALF, false, targets, NO_CLASSES,
        List.of());
  }

  /**
   * Predictions of values.
   *
   * @param values by sample and unit
   * @param targets by sample and unit
   * @throws IllegalArgumentException if there are no samples, or numbers do not fit
   */
  public static Predictions ofValues(float[][] values, float[][] targets) {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(targets, "targets");
    return new Predictions("output", Kind.VALUES, values, values, HALF, false, targets, NO_CLASSES, List.of());
  }

  /** Name of the layer that is the output. */
  public String output() {
    return output;
  }

  /** What can be said of it. */
  public Kind kind() {
    return kind;
  }

  /** Number of samples. */
  public int size() {
    return values.length;
  }

  /** Values of a sample: its units, or all elements of its shape, the last extent innermost. */
  public int length() {
    return values[0].length;
  }

  /** Number of classes or labels: one unit tells two classes apart. */
  public int classes() {
    return kind == Kind.CLASSES && length() == 1 ? 2 : length();
  }

  /** What a class is called: its number where it has no name. */
  public String className(int number) {
    return number < classNames.size() ? classNames.get(number) : Integer.toString(number);
  }

  /** What the prediction gives: a probability where the loss is a cross entropy, else a value. */
  public float value(int sample, int unit) {
    return values[sample][unit];
  }

  /** What the prediction gives for a class: of one unit, also for class 0. */
  float ofClass(int sample, int number) {
    if (length() > 1 || number == 1) {
      return values[sample][length() > 1 ? number : 0];
    }
    return margins ? -values[sample][0] : 1 - values[sample][0];
  }

  /** What orders: the raw output, before softmax or sigmoid, where it is known. */
  float score(int sample, int unit) {
    return scores[sample][unit];
  }

  /** Whether all that the output gives for a sample is finite. */
  public boolean isAnswered(int sample) {
    for (float score : scores[sample]) {
      if (!Float.isFinite(score)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The class of a sample as {@code classify} gives it: the first of the greatest; of one unit, 1 where its probability is above 0.5, or its margin above 0 (HINGE). -1 where the sample has no
   * answer, since an output for it is NaN or infinite.
   *
   * @throws IllegalStateException if samples have no classes
   */
  public int predictedClass(int sample) {
    require(Kind.CLASSES);
    if (!isAnswered(sample)) {
      return Answers.NONE;
    }
    float[] raw = scores[sample];
    if (raw.length == 1) {
      return isYes(sample, 0) ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < raw.length; i++) {
      best = raw[i] > raw[best] ? i : best;
    }
    return best;
  }

  /**
   * The class that the data has for a sample.
   *
   * @throws IllegalStateException if samples have no classes
   */
  public int targetClass(int sample) {
    require(Kind.CLASSES);
    return targetClasses[sample];
  }

  /**
   * The value that the data has for a unit of a sample.
   *
   * @throws IllegalStateException if the data has class numbers
   */
  public float target(int sample, int unit) {
    if (kind == Kind.CLASSES) {
      throw new IllegalStateException("output '" + output + "' is compared with class numbers, not with values");
    }
    return targets[sample][unit];
  }

  /** Whether a unit says yes: its probability is above 0.5, or its margin above 0. */
  boolean isYes(int sample, int unit) {
    return scores[sample][unit] > threshold;
  }

  /** Whether the data says that a sample is of a class, or has a label. */
  boolean isOf(int sample, int number) {
    return kind == Kind.CLASSES ? targetClasses[sample] == number : targets[sample][number] > HALF;
  }

  /**
   * How well classes or labels are told.
   *
   * @throws IllegalStateException if the output gives values of a regression
   */
  public ClassificationReport classification() {
    if (kind == Kind.VALUES) {
      throw new IllegalStateException(
          "output '" + output + "' gives values, which are neither right nor wrong: ask for regression()");
    }
    return new ClassificationReport(this);
  }

  /**
   * How far values are off.
   *
   * @throws IllegalStateException if the data has class numbers
   */
  public RegressionReport regression() {
    if (kind == Kind.CLASSES) {
      throw new IllegalStateException("output '" + output + "' gives classes: ask for classification()");
    }
    return new RegressionReport(this);
  }

  private void require(Kind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException("output '" + output + "' is compared with values, not with class numbers");
    }
  }

  /** The report that suits it. */
  @Override
  public String toString() {
    return requireNonNull(kind == Kind.VALUES ? regression() : classification()).toString();
  }
}
