package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How well a network does that is trained on all but one of {@code k} parts of data, measured on that part, for each part: with mean and deviation, figures that say more
 * than those of one split.
 *
 * <pre>{@code
 * CrossValidation result = CrossValidation.run(data, 5, 1, fold -> new DigitsNetwork(fold), trainer -> trainer.epochs(10), Metric.MACRO_F1);
 * System.out.println(result);                        // a row for each metric: mean, deviation, and each fold
 * }</pre>
 *
 * @param values of each metric, by its name, in the order of the folds
 */
public record CrossValidation(Map<String, List<Double>> values) {
  /** Copies the map. */
  public CrossValidation {
    Objects.requireNonNull(values, "values");
    Map<String, List<Double>> copy = new LinkedHashMap<>();
    values.forEach((name, numbers) -> copy.put(name, List.copyOf(numbers)));
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * Divides data into folds: parts as large as each other, but for one sample. Where the data has classes, each fold has as many samples of a class as another, but
   * for one (stratified). In no fold's validation is a sample twice, and all are in one.
   *
   * @param k how many, at least 2 and at most as many as there are samples
   * @param seed of the order
   * @return for each fold, all else and the fold
   * @throws IllegalArgumentException if the number of folds is out of range
   */
  public static List<Split> folds(Dataset data, int k, long seed) {
    Objects.requireNonNull(data, "data");
    int size = data.size();
    if (k < 2 || k > size) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d samples can be divided into 2 to %d folds, not %d", size, size, k));
    }
    Map<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      byClass.computeIfAbsent(data.hasClasses() ? data.classOf(i) : 0, c -> new ArrayList<>()).add(i);
    }
    Random random = new Random(seed);
    int[] foldOf = new int[size];
    int next = 0; // classes go on where the one before ended, so that folds are equally large
    for (List<Integer> samples : byClass.values()) {
      Collections.shuffle(samples, random);
      for (int sample : samples) {
        foldOf[sample] = next;
        next = (next + 1) % k;
      }
    }
    List<Split> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      int own = fold;
      folds.add(
          new Split(Subset.of(data, indices(foldOf, own, false)), Subset.of(data, indices(foldOf, own, true))));
    }
    return folds;
  }

  private static int[] indices(int[] foldOf, int fold, boolean in) {
    return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold == in).toArray();
  }

  /**
   * Trains and measures one network for each fold, one after another.
   *
   * @param k number of folds; see {@link #folds}
   * @param seed of the folds
   * @param networks gives a new network for each fold, from 0
   * @param settings sets up its trainer
   * @param metrics what is measured on the fold, of the network's first loss
   * @throws IllegalArgumentException if the number of folds is out of range, the data does not fit, or two metrics have the same name
   */
  public static CrossValidation run(
      Dataset data, int k, long seed, IntFunction<? extends CompiledNetwork> networks, UnaryOperator<Trainer> settings,
      Metric... metrics) {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(metrics, "metrics");
    MetricWatch.requireOwnNames(List.of(metrics));
    Map<String, List<Double>> values = new LinkedHashMap<>();
    int fold = 0;
    for (Split split : folds(data, k, seed)) {
      CompiledNetwork network = networks.apply(fold++);
      settings.apply(Trainer.of(network)).fit(split.training());
      Predictions predictions = Predictions.of(network, split.validation());
      for (Metric metric : metrics) {
        values.computeIfAbsent(metric.name(), name -> new ArrayList<>()).add(metric.of(predictions));
      }
    }
    return new CrossValidation(values);
  }

  /**
   * Mean of a metric over the folds.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public double mean(Metric metric) {
    return mean(of(metric));
  }

  /**
   * Standard deviation of a metric over the folds, as an estimate from a sample: by {@code k - 1}.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public double deviation(Metric metric) {
    return deviation(of(metric));
  }

  private List<Double> of(Metric metric) {
    List<Double> numbers = values.get(metric.name());
    if (numbers == null) {
      throw new IllegalArgumentException(metric.name() + " was not measured; there are " + values.keySet());
    }
    return numbers;
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).sum() / numbers.size();
  }

  private static double deviation(List<Double> numbers) {
    double mean = mean(numbers);
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    return Math.sqrt(squares / (numbers.size() - 1));
  }

  /** A table: a row for each metric. */
  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    values.forEach((name, numbers) -> {
      if (rows.isEmpty()) {
        String[] head = new String[numbers.size() + 3];
        head[0] = "";
        head[1] = "mean";
        head[2] = "deviation";
        for (int i = 0; i < numbers.size(); i++) {
          head[i + 3] = "fold " + i;
        }
        rows.add(head);
      }
      String[] row = new String[numbers.size() + 3];
      row[0] = name;
      row[1] = Text.decimal(mean(numbers));
      row[2] = Text.decimal(deviation(numbers));
      for (int i = 0; i < numbers.size(); i++) {
        row[i + 3] = Text.decimal(numbers.get(i));
      }
      rows.add(row);
    });
    return rows.isEmpty() ? "nothing was measured" : Text.table(rows).stripTrailing();
  }
}
