package dev.kernelsmith.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How well one output of a network tells classes, or labels of which a sample may have several. Definitions are those of scikit-learn's {@code
 * classification_report}, {@code roc_auc_score}, {@code top_k_accuracy_score} and {@code confusion_matrix}. What is undefined is 0 in precision, recall and F1
 * (its {@code zero_division=0}): the precision of a class that was never predicted, the recall of one without samples. A class with neither counts in no mean,
 * as there (its default {@code labels}).
 *
 * <p>A sample without an answer, since an output for it is NaN or infinite, is in no column of the confusion matrix: it lowers recall and accuracy, not
 * precision. Printed, it is a table by classes, and a confusion matrix if there are not too many of them.
 */
public final class ClassificationReport {
  /**
   * A class, a label or a mean of these.
   *
   * @param name of the class, its number where it has none, or of the mean
   * @param precision share of right ones among those that were predicted to be of the class
   * @param recall share of right ones among those that are of the class
   * @param f1 harmonic mean of precision and recall
   * @param samples that are of the class
   */
  public record Row(String name, double precision, double recall, double f1, long samples) {
    static Row of(String name, long right, long predicted, long samples) {
      return new Row(name, share(right, predicted), share(right, samples), share(2 * right, predicted + samples),
          samples);
    }

    /** In words. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s: precision %.4f, recall %.4f, f1 %.4f (%,d samples)", name, precision,
          recall, f1, samples);
    }
  }

  /** Classes up to which the confusion matrix is printed. */
  private static final int PRINTED = 20;

  private final Predictions predictions;
  private final int classes;
  private final int[][] confusion;
  private final long[] right;
  private final long[] predicted;
  private final long[] samples;
  private final long[] ranks;
  private int unanswered;
  private long labelsRight;

  ClassificationReport(Predictions predictions) {
    this.predictions = predictions;
    boolean exclusive = predictions.kind() == Predictions.Kind.CLASSES;
    classes = predictions.classes();
    confusion = new int[exclusive ? classes : 0][classes];
    right = new long[classes];
    predicted = new long[classes];
    samples = new long[classes];
    ranks = new long[exclusive ? classes : 0];
    for (int sample = 0; sample < predictions.size(); sample++) {
      boolean answered = predictions.isAnswered(sample);
      unanswered += answered ? 0 : 1;
      if (exclusive) {
        countClass(sample, answered);
      } else {
        countLabels(sample, answered);
      }
    }
  }

  private void countClass(int sample, boolean answered) {
    int target = predictions.targetClass(sample);
    samples[target]++;
    if (answered) {
      int given = predictions.predictedClass(sample);
      confusion[target][given]++;
      predicted[given]++;
      right[target] += given == target ? 1 : 0;
      ranks[rank(sample, given, target)]++;
    }
  }

  /** Number of classes before one in the order of their probabilities, equal ones by their numbers; what is predicted is the first. */
  private int rank(int sample, int given, int target) {
    if (given == target) {
      return 0;
    }
    int before = 1;
    for (int other = 0; classes > 2 && other < classes; other++) {
      float value = predictions.score(sample, other);
      float own = predictions.score(sample, target);
      before += other != given && (value > own || value == own && other < target) ? 1 : 0;
    }
    return before;
  }

  private void countLabels(int sample, boolean answered) {
    for (int label = 0; label < classes; label++) {
      boolean wanted = predictions.isOf(sample, label);
      boolean given = answered && predictions.isYes(sample, label);
      samples[label] += wanted ? 1 : 0;
      predicted[label] += given ? 1 : 0;
      right[label] += wanted && given ? 1 : 0;
      labelsRight += answered && wanted == given ? 1 : 0;
    }
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  /** Number of classes, or labels. */
  public int classes() {
    return classes;
  }

  /** Number of samples. */
  public int samples() {
    return predictions.size();
  }

  /** Samples without an answer. */
  public int unanswered() {
    return unanswered;
  }

  /** Share of the samples with the right class; of labels, share of the right ones. */
  public double accuracy() {
    return confusion.length > 0
        ? share(sum(right), samples())
        : share(labelsRight, (long) samples() * classes);
  }

  /**
   * A class, or a label.
   *
   * @throws IndexOutOfBoundsException if there is none of that number
   */
  public Row of(int number) {
    return Row.of(predictions.className(number), right[number], predicted[number], samples[number]);
  }

  /** Means over the classes, each counting the same. */
  public Row macro() {
    return mean("macro", false);
  }

  /** Means over the classes, each weighted by its samples. */
  public Row weighted() {
    return mean("weighted", true);
  }

  /** All classes taken together: of classes that exclude each other and samples that all have answers, each of its figures is the accuracy. */
  public Row micro() {
    return Row.of("micro", sum(right), sum(predicted), sum(samples));
  }

  private Row mean(String name, boolean bySamples) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    double weights = 0;
    for (int i = 0; i < classes; i++) {
      double weight = bySamples ? samples[i] : samples[i] + predicted[i] > 0 ? 1 : 0;
      Row row = of(i);
      precision += weight * row.precision();
      recall += weight * row.recall();
      f1 += weight * row.f1();
      weights += weight;
    }
    double divisor = weights == 0 ? 1 : weights;
    return new Row(name, precision / divisor, recall / divisor, f1 / divisor, sum(samples));
  }

  private static long sum(long[] counts) {
    return Arrays.stream(counts).sum();
  }

  /**
   * Share of the samples whose class is among the first {@code k} of the prediction; equal ones come by their numbers.
   *
   * @throws IllegalArgumentException if there are not so many classes
   * @throws IllegalStateException if samples have labels, of which several may hold
   */
  public double topK(int k) {
    requireClasses();
    if (k < 1 || k > classes) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "there are %d classes: ask for the first 1 to %d, not %d", classes, classes, k));
    }
    long among = 0;
    for (int rank = 0; rank < k; rank++) {
      among += ranks[rank];
    }
    return share(among, samples());
  }

  /**
   * How often a sample of a class was given a class.
   *
   * @return by the class that the data has, then by the one that was predicted; arrays of the caller
   * @throws IllegalStateException if samples have labels, of which several may hold
   */
  public int[][] confusion() {
    requireClasses();
    return Arrays.stream(confusion).map(int[]::clone).toArray(int[][]::new);
  }

  private void requireClasses() {
    if (confusion.length == 0) {
      throw new IllegalStateException(
          "output '" + predictions.output() + "' gives labels, of which a sample may have several");
    }
  }

  /**
   * Area under the ROC curve of a class against all others: the chance that a sample of it has a greater probability than one that is not, where equal ones count
   * half (by ranks, Mann and Whitney 1947). Sigmoid units are compared before the sigmoid, which rounds great ones to 1.
   *
   * @return NaN where there is no sample of the class or none of another, or a sample has no answer
   */
  public double auc(int number) {
    if (number < 0 || number >= classes) {
      throw new IndexOutOfBoundsException(number);
    }
    if (unanswered > 0) {
      return Double.NaN;
    }
    boolean one = predictions.length() == 1;
    boolean units = one || confusion.length == 0;
    long[] keys = new long[samples()];
    for (int i = 0; i < keys.length; i++) {
      float value = (units ? predictions.score(i, one ? 0 : number) : predictions.value(i, number)) + 0f; // no negative zero
      int bits = Float.floatToIntBits(one && number == 0 && confusion.length > 0 ? -value + 0f : value);
      long ordered = bits < 0 ? ~bits & 0xffffffffL : bits + 0x80000000L;
      keys[i] = ordered << 1 | (predictions.isOf(i, number) ? 1 : 0);
    }
    Arrays.sort(keys);
    double wins = 0;
    long below = 0;
    long positives = 0;
    for (int from = 0; from < keys.length;) {
      int to = from;
      long own = 0;
      for (; to < keys.length && keys[to] >> 1 == keys[from] >> 1; to++) {
        own += keys[to] & 1;
      }
      long others = to - from - own;
      wins += own * (below + 0.5 * others);
      below += others;
      positives += own;
      from = to;
    }
    return positives == 0 || below == 0 ? Double.NaN : wins / positives / below;
  }

  /**
   * The mean of the areas under the ROC curves of those classes that have one; of two classes, which have the same, that of either.
   *
   * @return NaN where no class has one
   */
  public double auc() {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < classes; i++) {
      double area = auc(i);
      if (!Double.isNaN(area)) {
        sum += area;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /**
   * The same mean, each class weighted by its samples, as scikit-learn's {@code average='weighted'} has it.
   *
   * @return NaN where no class has one
   */
  public double weightedAuc() {
    double sum = 0;
    long weights = 0;
    for (int i = 0; i < classes; i++) {
      double area = auc(i);
      if (!Double.isNaN(area)) {
        sum += samples[i] * area;
        weights += samples[i];
      }
    }
    return weights == 0 ? Double.NaN : sum / weights;
  }

  /** A table: a row for each class and mean, then accuracy and the confusion matrix. */
  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "precision", "recall", "f1", "auc", "samples"});
    for (int i = 0; i < classes; i++) {
      rows.add(cells(of(i), auc(i)));
    }
    rows.add(cells(macro(), auc()));
    rows.add(cells(weighted(), weightedAuc()));
    rows.add(cells(micro(), Double.NaN));
    String text = Text.table(rows) + "accuracy " + number(accuracy()) + " ("
        + Text.count(samples(), "sample")
        + (unanswered == 0 ? ")" : ", " + unanswered + " of them without an answer)");
    if (confusion.length == 0 || classes > PRINTED) {
      return text;
    }
    List<String[]> matrix = new ArrayList<>();
    String[] head = new String[classes + 1];
    head[0] = "is \\ predicted";
    matrix.add(head);
    for (int i = 0; i < classes; i++) {
      String[] row = new String[classes + 1];
      head[i + 1] = of(i).name();
      row[0] = of(i).name();
      for (int j = 0; j < classes; j++) {
        row[j + 1] = Integer.toString(confusion[i][j]);
      }
      matrix.add(row);
    }
    return text + System.lineSeparator() + Text.table(matrix).stripTrailing();
  }

  private static String[] cells(Row row, double auc) {
    return new String[] {row.name(), number(row.precision()), number(row.recall()), number(row.f1()),
      number(auc), String.format(Locale.ROOT, "%,d", row.samples())};
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
  }
}
