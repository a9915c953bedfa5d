package dev.kernelsmith.metrics;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Tries settings of a training that can be changed at run time, and finds those with the best metric on validation data. Each trial trains a new network.
 * A training that diverges is a trial whose metric is NaN, and the search goes on.
 *
 * <pre>{@code
 * Search search = Search.of(seed -> new DigitsNetwork(seed), training, validation, Metric.MACRO_F1)
 *     .choice("learning rate", (Trainer trainer, Double rate) -> trainer.learningRate(rate), 1e-3, 1e-2)
 *     .choice("batch size", Trainer::batchSize, 16, 64, 256);
 * System.out.println(search.grid());                 // all six, best first; random(4, 1) tries four of them
 * }</pre>
 */
public final class Search {
  /**
   * Trials.
   *
   * @param trials best first; those whose metric is not a finite number last
   */
  public record Result(List<Trial> trials) {
    /** Copies the list. */
    public Result {
      trials = List.copyOf(trials);
    }

    /** The best. */
    public Trial best() {
      return trials.getFirst();
    }

    /** A table: a row for each trial. */
    @Override
    public String toString() {
      List<String[]> rows = new ArrayList<>();
      for (Trial trial : trials) {
        List<String> row = new ArrayList<>();
        row.add(Integer.toString(rows.size() + 1));
        row.add(Text.decimal(trial.value()));
        trial.settings().forEach((name, value) -> row.add(name + " " + value));
        rows.add(row.toArray(String[]::new));
      }
      return Text.table(rows).stripTrailing();
    }
  }

  /**
   * A training with some settings.
   *
   * @param settings by what they are called
   * @param value the metric on the validation data; NaN where the training ended in a {@link TrainingException}
   * @param network the trained network, which a result keeps in memory
   */
  public record Trial(Map<String, Object> settings, double value, CompiledNetwork network) {
    /** Copies the map. */
    public Trial {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  /**
   * Something to choose.
   *
   * @param values what it may be
   * @param setter sets a trainer up with one of them
   */
  private record Choice<T>(String name, List<T> values, BiFunction<Trainer, ? super T, Trainer> setter) {
    Trainer set(Trainer trainer, int number) {
      return setter.apply(trainer, values.get(number));
    }
  }

  private final LongFunction<? extends CompiledNetwork> networks;
  private final Dataset training;
  private final Dataset validation;
  private final Metric metric;
  private final List<Choice<?>> choices = new ArrayList<>();
  private long networkSeed = 1;

  private Search(
      LongFunction<? extends CompiledNetwork> networks, Dataset training, Dataset validation, Metric metric) {
    this.networks = requireNonNull(networks, "networks");
    this.training = requireNonNull(training, "training");
    this.validation = requireNonNull(validation, "validation");
    this.metric = requireNonNull(metric, "metric");
  }

  /**
   * A search.
   *
   * @param networks gives a new network with the initial weights of a seed
   * @param training what networks learn from
   * @param validation what the metric is measured on; nothing is learned from it, but by the choice: the network that is chosen needs other data to be tested on
   * @param metric what decides
   */
  public static Search of(
      LongFunction<? extends CompiledNetwork> networks, Dataset training, Dataset validation, Metric metric) {
    return new Search(networks, training, validation, metric);
  }

  /** Sets the seed of the initial weights, the same for all trials: 1, if not set. */
  public Search networkSeed(long seed) {
    networkSeed = seed;
    return this;
  }

  /**
   * Adds something to choose.
   *
   * @param name what it is called in results
   * @param setter a method of the trainer, such as {@code Trainer::epochs}
   * @param values what it may be
   * @throws IllegalArgumentException if there are no values, or the name is there already
   */
  @SafeVarargs
  public final <T> Search choice(String name, BiFunction<Trainer, ? super T, Trainer> setter, T... values) {
    if (values.length == 0 || choices.stream().anyMatch(choice -> choice.name().equals(name))) {
      throw new IllegalArgumentException(
          "choice '" + name + "' " + (values.length == 0 ? "has no values" : "is there already"));
    }
    choices.add(new Choice<>(name, List.of(values), setter));
    return this;
  }

  /**
   * Tries every combination, the last choice changing the fastest.
   *
   * @throws IllegalStateException if there are more than 2,147,483,647
   */
  public Result grid() {
    long combinations = combinations();
    if (combinations > Integer.MAX_VALUE) {
      throw new IllegalStateException(this + ": these are too many to try all of them; try some with random");
    }
    return run(LongStream.range(0, combinations).mapToObj(this::numbers));
  }

  /**
   * Tries some of the combinations, drawn at random, none twice.
   *
   * @param trials how many; all, if there are fewer
   * @param seed of the drawing
   * @throws IllegalArgumentException if it is below 1
   */
  public Result random(int trials, long seed) {
    if (trials < 1) {
      throw new IllegalArgumentException("a search needs at least 1 trial, not " + trials);
    }
    if (trials >= combinations()) {
      return grid();
    }
    Random random = new Random(seed);
    Set<List<Integer>> drawn = new LinkedHashSet<>(); // one that was drawn already is drawn anew
    while (drawn.size() < trials) {
      drawn.add(choices.stream().map(choice -> random.nextInt(choice.values().size())).toList());
    }
    return run(drawn.stream());
  }

  /** How many there are; {@code Long.MAX_VALUE} where there are more. */
  private long combinations() {
    long combinations = 1;
    for (Choice<?> choice : choices) {
      int values = choice.values().size();
      combinations = combinations > Long.MAX_VALUE / values ? Long.MAX_VALUE : combinations * values;
    }
    return combinations;
  }

  /** Numbers of the values in a combination of the grid. */
  private List<Integer> numbers(long combination) {
    Integer[] numbers = new Integer[choices.size()];
    long left = combination;
    for (int i = numbers.length - 1; i >= 0; i--) {
      int values = choices.get(i).values().size();
      numbers[i] = (int) (left % values);
      left /= values;
    }
    return List.of(numbers);
  }

  private Result run(Stream<List<Integer>> combinations) {
    List<Trial> trials = new ArrayList<>();
    combinations.forEachOrdered(combination -> trials.add(trial(combination)));
    Comparator<Trial> byValue =
        Comparator.comparingDouble(
            trial -> !Double.isFinite(trial.value()) ? Double.POSITIVE_INFINITY
                : metric.higherIsBetter() ? -trial.value() : trial.value());
    trials.sort(byValue);
    return new Result(trials);
  }

  private Trial trial(List<Integer> numbers) {
    CompiledNetwork network = networks.apply(networkSeed);
    Trainer trainer = Trainer.of(network);
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      Choice<?> choice = choices.get(i);
      trainer = choice.set(trainer, numbers.get(i));
      settings.put(choice.name(), choice.values().get(numbers.get(i)));
    }
    try {
      trainer.fit(training);
    } catch (TrainingException diverged) { // a result as well: with such settings nothing is learned
      return new Trial(settings, Double.NaN, network);
    }
    return new Trial(settings, metric.of(Predictions.of(network, validation)), network);
  }

  /** In words. */
  @Override
  public String toString() {
    long combinations = combinations();
    return "search for the best " + metric.name() + " among " + (combinations == Long.MAX_VALUE ? "at least " : "")
        + Text.count(combinations, "combination");
  }
}
