package dev.kernelsmith.data.tables;

import java.util.Locale;
import java.util.Objects;

/**
 * What a missing value of a column becomes. What is filled in is found in the training data, and is the same in whatever is predicted later.
 *
 * @param rule what to do
 * @param constant the text of {@link Rule#CONSTANT}, else empty
 */
public record Missing(Rule rule, String constant) {
  /** What to do. */
  public enum Rule {
    /** An error names the row. */
    ERROR,
    /** The mean of the numbers. */
    MEAN,
    /** The median of the numbers, the mean of the two in the middle; of more than a million, that of a million drawn evenly. */
    MEDIAN,
    /** The number or category that is most frequent, the first one of equals; of numbers at most 65,536 different ones are counted. */
    MOST_FREQUENT,
    /** A given number or category. */
    CONSTANT,
    /** The row is left out; a prediction of such a row is an error. */
    DROP
  }

  /** Checks that both are there. */
  public Missing {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(constant, "constant");
  }

  /** The mean of the training data's numbers. */
  public static Missing mean() {
    return new Missing(Rule.MEAN, "");
  }

  /** The median of the training data's numbers. */
  public static Missing median() {
    return new Missing(Rule.MEDIAN, "");
  }

  /** What is most frequent in the training data. */
  public static Missing mostFrequent() {
    return new Missing(Rule.MOST_FREQUENT, "");
  }

  /** A number, for a column of numbers. */
  public static Missing constant(double number) {
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a missing value cannot become " + number + ": give a finite number");
    }
    return new Missing(Rule.CONSTANT, Double.toString(number));
  }

  /** A category, for a column of categories; it may be one that the data does not have, such as {@code unknown}. */
  public static Missing constant(String category) {
    Objects.requireNonNull(category, "category");
    if (category.isBlank()) {
      throw new IllegalArgumentException("a missing value cannot become an empty text: give a category a name");
    }
    return new Missing(Rule.CONSTANT, category);
  }

  /** Rows that lack a value are left out. */
  public static Missing drop() {
    return new Missing(Rule.DROP, "");
  }

  /** In words. */
  @Override
  public String toString() {
    return rule == Rule.CONSTANT ? "constant " + constant : rule.name().toLowerCase(Locale.ROOT);
  }
}
