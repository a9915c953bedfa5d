package dev.kernelsmith.data;

import dev.kernelsmith.runtime.spi.KnownNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a model says of one raw thing: a class with the probabilities of all, or values in the units of the data. */
public final class Prediction {
  private final Map<String, Double> numbers;
  private final boolean classes;

  private Prediction(List<String> names, double[] numbers, boolean classes) {
    this.classes = classes;
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalStateException(String.format(Locale.ROOT,
            "the network's output for \"%s\" is %s: its parameters or this input are not finite or far too large, as those of a training that diverged are",
            names.get(i), numbers[i]));
      }
      byName.put(names.get(i), numbers[i]);
    }
    this.numbers = byName;
  }

  /**
   * A prediction of a class.
   *
   * @param names of the classes, by number
   * @param output a probability for each class, or that of class 1 of two
   * @throws IllegalStateException if a probability is NaN or infinite
   */
  public static Prediction ofClasses(List<String> names, float[] output) {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(output, "output");
    if (output.length == 1 && names.size() == 2) {
      return new Prediction(names, new double[] {1 - (double) output[0], output[0]}, true);
    }
    if (output.length != names.size()) {
      throw new IllegalArgumentException("there are " + output.length + " outputs, but " + names.size() + " classes");
    }
    double[] probabilities = new double[output.length];
    for (int i = 0; i < output.length; i++) {
      probabilities[i] = output[i];
    }
    return new Prediction(names, probabilities, true);
  }

  /**
   * A prediction of values.
   *
   * @throws IllegalStateException if a value is NaN or infinite
   */
  public static Prediction ofValues(List<String> names, double[] values) {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(values, "values");
    if (values.length != names.size()) {
      throw new IllegalArgumentException("there are " + values.length + " values, but " + names.size() + " names");
    }
    return new Prediction(names, values, false);
  }

  /**
   * Name of the likeliest class, the first of equals.
   *
   * @throws IllegalStateException if values were predicted
   */
  public String label() {
    return probabilities().keySet().iterator().next();
  }

  /** Probability of the likeliest class; see {@link #label}. */
  public double probability() {
    return probabilities().values().iterator().next();
  }

  /**
   * Probability of a class.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IllegalStateException if values were predicted
   */
  public double probability(String label) {
    Objects.requireNonNull(label, "label");
    requireClasses(true);
    return number("class", label);
  }

  /** Names and probabilities of all classes, the likeliest first. */
  public Map<String, Double> probabilities() {
    requireClasses(true);
    List<Map.Entry<String, Double>> entries = new ArrayList<>(numbers.entrySet());
    entries.sort((a, b) -> Double.compare(b.getValue(), a.getValue()));
    Map<String, Double> sorted = new LinkedHashMap<>();
    entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /**
   * The only value.
   *
   * @throws IllegalStateException if a class was predicted, or several values
   */
  public double value() {
    requireClasses(false);
    if (numbers.size() > 1) {
      throw new IllegalStateException("several values are predicted: say which, one of " + numbers.keySet());
    }
    return numbers.values().iterator().next();
  }

  /**
   * The value of a target, in its own units.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IllegalStateException if a class was predicted
   */
  public double value(String target) {
    requireClasses(false);
    return number("target", target);
  }

  /** Names and values of all targets. */
  public Map<String, Double> values() {
    requireClasses(false);
    return new LinkedHashMap<>(numbers);
  }

  private double number(String what, String name) {
    Double number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException(
          "no " + what + " is named \"" + name + "\"" + KnownNames.text(name, List.copyOf(numbers.keySet())));
    }
    return number;
  }

  private void requireClasses(boolean wanted) {
    if (classes != wanted) {
      throw new IllegalStateException(classes
          ? "a class is predicted, no value: ask for label() and probability(label)"
          : "values are predicted, no class: ask for value(target), of " + numbers.keySet());
    }
  }

  /** {@code yes (0.93)}, or {@code price = 412000.0}. */
  @Override
  public String toString() {
    if (classes) {
      return String.format(Locale.ROOT, "%s (%.3g)", label(), probability());
    }
    StringBuilder text = new StringBuilder();
    numbers.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ").append(name).append(" = ").append(value));
    return text.toString();
  }
}
