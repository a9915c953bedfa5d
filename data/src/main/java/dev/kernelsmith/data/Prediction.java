package dev.kernelsmith.data;

import dev.kernelsmith.runtime.spi.KnownNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What a model says of one raw thing: a class with the probabilities or margins of all, or values in the units of the data. */
public final class Prediction {
  private final Map<String, Double> numbers;
  private final Kind kind;

  /** What the numbers are. */
  private enum Kind {
    PROBABILITIES, MARGINS, VALUES
  }

  private Prediction(List<String> names, double[] numbers, Kind kind) {
    this.kind = kind;
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
      return new Prediction(names, new double[] {1 - (double) output[0], output[0]}, Kind.PROBABILITIES);
    }
    return ofEach(names, output, Kind.PROBABILITIES);
  }

  /**
   * A prediction of a class by margins, as networks with the loss HINGE give them: a class is the likelier the greater its margin, and there are no probabilities.
   *
   * @param names of the classes, by number
   * @param output a margin for each class, or that of class 1 of two, whose opposite is that of class 0
   * @throws IllegalStateException if a margin is NaN or infinite
   */
  public static Prediction ofMargins(List<String> names, float[] output) {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(output, "output");
    if (output.length == 1 && names.size() == 2) {
      return new Prediction(names, new double[] {0 - (double) output[0], output[0]}, Kind.MARGINS);
    }
    return ofEach(names, output, Kind.MARGINS);
  }

  private static Prediction ofEach(List<String> names, float[] output, Kind kind) {
    if (output.length != names.size()) {
      throw new IllegalArgumentException("there are " + output.length + " outputs, but " + names.size() + " classes");
    }
    double[] numbers = new double[output.length];
    for (int i = 0; i < output.length; i++) {
      numbers[i] = output[i];
    }
    return new Prediction(names, numbers, kind);
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
    return new Prediction(names, values, Kind.VALUES);
  }

  /**
   * Name of the likeliest class, the first of equals.
   *
   * @throws IllegalStateException if values were predicted
   */
  public String label() {
    requireClasses();
    return sorted().keySet().iterator().next();
  }

  /** Whether classes have margins in place of probabilities. */
  public boolean hasMargins() {
    return kind == Kind.MARGINS;
  }

  /**
   * Probability of the likeliest class; see {@link #label}.
   *
   * @throws IllegalStateException if values or margins were predicted
   */
  public double probability() {
    return probabilities().values().iterator().next();
  }

  /**
   * Probability of a class.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IllegalStateException if values or margins were predicted
   */
  public double probability(String label) {
    Objects.requireNonNull(label, "label");
    require(Kind.PROBABILITIES);
    return number("class", label);
  }

  /**
   * Names and probabilities of all classes, the likeliest first.
   *
   * @throws IllegalStateException if values or margins were predicted
   */
  public Map<String, Double> probabilities() {
    require(Kind.PROBABILITIES);
    return sorted();
  }

  /**
   * Margin of a class.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IllegalStateException if values or probabilities were predicted
   */
  public double margin(String label) {
    Objects.requireNonNull(label, "label");
    require(Kind.MARGINS);
    return number("class", label);
  }

  /**
   * Names and margins of all classes, the greatest first.
   *
   * @throws IllegalStateException if values or probabilities were predicted
   */
  public Map<String, Double> margins() {
    require(Kind.MARGINS);
    return sorted();
  }

  private Map<String, Double> sorted() {
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
    require(Kind.VALUES);
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
    require(Kind.VALUES);
    return number("target", target);
  }

  /** Names and values of all targets. */
  public Map<String, Double> values() {
    require(Kind.VALUES);
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

  private void requireClasses() {
    if (kind == Kind.VALUES) {
      require(Kind.PROBABILITIES);
    }
  }

  private void require(Kind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException(switch (kind) {
        case PROBABILITIES -> wanted == Kind.MARGINS
            ? "classes have probabilities, no margins: ask for probability(label)"
            : "a class is predicted, no value: ask for label() and probability(label)";
        case MARGINS -> wanted == Kind.VALUES ? "a class is predicted, no value: ask for label() and margin(label)"
            : "classes have margins, no probabilities, since the network's loss is HINGE: ask for margin(label)";
        case VALUES -> "values are predicted, no class: ask for value(target), of " + numbers.keySet();
      });
    }
  }

  /** {@code yes (0.93)}, {@code yes (margin 1.2)}, or {@code price = 412000.0}. */
  @Override
  public String toString() {
    if (kind != Kind.VALUES) {
      return String.format(Locale.ROOT, hasMargins() ? "%s (margin %.3g)" : "%s (%.3g)", label(),
          sorted().values().iterator().next());
    }
    StringBuilder text = new StringBuilder();
    numbers.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ").append(name).append(" = ").append(value));
    return text.toString();
  }
}
