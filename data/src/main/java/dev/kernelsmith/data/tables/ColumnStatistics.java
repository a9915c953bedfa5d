package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What one pass over the training data finds out about a column; memory does not grow with the number of rows. */
final class ColumnStatistics {
  private static final int MOST_VALUES = 1 << 20;
  private static final int MOST_CATEGORIES = 1 << 16;
  private static final Random NONE = new Random(0);

  private final ColumnPlan plan;
  private final List<String> given;
  private long count;
  private long missing;
  private double mean;
  private double squares;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private double[] drawn = new double[0];
  private final Random random;
  private final Map<Object, Long> counts = new HashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param plan what is to be made of the column
   * @param given its categories in their order; empty where they are those that the data has
   */
  ColumnStatistics(ColumnPlan plan, List<String> given) {
    this.plan = plan;
    this.given = given;
    random = plan.missing().rule() == Missing.Rule.MEDIAN ? new Random(1) : NONE;
  }

  void addMissing(RawRow row) {
    missing++;
    if (plan.missing().rule() == Missing.Rule.ERROR) {
      throw missing(row, plan);
    }
  }

  static RuntimeException missing(RawRow row, ColumnPlan plan) {
    String name = plan.name();
    return row.fault(name, "the value is missing", plan.isNumber() ? "a number" : "a category",
        plan.isTarget() ? "say missing(\"" + name + "\", Missing.drop()) to leave such rows out, or fill it in"
            : "say missing(\"" + name + "\", " + (plan.isNumber() ? "Missing.median()" : "Missing.mostFrequent()")
                + "), or another Missing, or fill it in");
  }

  void add(RawRow row, String cell) {
    if (!plan.isNumber()) {
      addCategory(row, cell.strip());
      return;
    }
    double value = Cells.number(row, plan.name(), cell);
    count++;
    double distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    switch (plan.missing().rule()) {
      case MEDIAN -> draw(value);
      case MOST_FREQUENT -> count(value);
      default -> {}
    }
  }

  private void addCategory(RawRow row, String text) {
    count++;
    if (!given.isEmpty() && !given.contains(text) && !isGivenNumber(text, row.decimal())) {
      throw row.fault(plan.name(), "\"" + DatasetText.excerpt(text) + "\" is none of the class names",
          "one of " + DatasetText.list(given), "correct it, or name all classes");
    }
    if (!count(text)) {
      throw row.fault(plan.name(), "there are more than " + MOST_CATEGORIES + " different texts", "fewer categories",
          "say number(\"" + plan.name() + "\") or ignore(\"" + plan.name() + "\")");
    }
  }

  private boolean isGivenNumber(String text, char decimal) {
    BigDecimal value = FittedColumn.value(text, decimal);
    return value != null && given.stream().anyMatch(name -> value.equals(FittedColumn.value(name, decimal)));
  }

  /** Labels that are one number in several spellings, such as 1 and 1.0, are one class. Its name is the shortest spelling, the first of equals. */
  private List<String> classes(List<String> labels, char decimal) {
    Map<Object, String> byValue = new HashMap<>();
    for (String label : labels) {
      BigDecimal value = FittedColumn.value(label, decimal);
      byValue.merge(value == null ? label : value, label,
          (a, b) -> a.length() < b.length() || a.length() == b.length() && a.compareTo(b) < 0 ? a : b);
    }
    return new ArrayList<>(byValue.values());
  }

  private boolean count(Object value) {
    if (counts.size() >= MOST_CATEGORIES && !counts.containsKey(value)) {
      return false;
    }
    counts.merge(value, 1L, Long::sum);
    return true;
  }

  /** Keeps each of all values so far with the same probability (reservoir sampling, Vitter's algorithm R). */
  private void draw(double value) {
    if (count <= MOST_VALUES) {
      if (count > drawn.length) {
        drawn = Arrays.copyOf(drawn, (int) Math.min(MOST_VALUES, Math.max(1024, 2 * count)));
      }
      drawn[(int) count - 1] = value;
    } else {
      long at = random.nextLong(count);
      if (at < MOST_VALUES) {
        drawn[(int) at] = value;
      }
    }
  }

  private double median() {
    double[] sorted = Arrays.copyOf(drawn, (int) Math.min(count, MOST_VALUES));
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }

  /** The most frequent value; of equals the least. */
  private Object mostFrequent() {
    Map.@Nullable Entry<Object, Long> best = null;
    for (Map.Entry<Object, Long> entry : counts.entrySet()) {
      int more = best == null ? 1 : Long.compare(entry.getValue(), best.getValue());
      if (more > 0 || more == 0 && best != null && isBefore(entry.getKey(), best.getKey())) {
        best = entry;
      }
    }
    return Objects.requireNonNull(best).getKey();
  }

  private static boolean isBefore(Object one, Object other) {
    return one instanceof Double a && other instanceof Double b ? a < b
        : one.toString().compareTo(other.toString()) < 0;
  }

  /** The column as it was fitted. */
  FittedColumn fit(String source, char decimal) {
    if (count == 0) {
      throw new IllegalArgumentException("column \"" + plan.name() + "\" of " + source
          + " has no value in any row that counts: say ignore(\"" + plan.name() + "\")");
    }
    return plan.isNumber() ? fitNumber(decimal) : fitCategories(decimal);
  }

  private FittedColumn fitNumber(char decimal) {
    double fill = switch (plan.missing().rule()) {
      case MEAN -> mean;
      case MEDIAN -> median();
      case MOST_FREQUENT -> (Double) mostFrequent();
      case CONSTANT -> constant(decimal);
      case ERROR, DROP -> Double.NaN;
    };
    double all = count;
    double center = mean;
    double spread = squares;
    if (missing > 0 && !Double.isNaN(fill)) {
      // What is scaled are the values with what was filled in.
      double distance = fill - mean;
      all += missing;
      center += distance * missing / all;
      spread += distance * distance * count * missing / all;
      least = Math.min(least, fill);
      greatest = Math.max(greatest, fill);
    }
    double deviation = Math.sqrt(spread / all);
    double offset = switch (plan.scaling()) {
      case NONE -> 0;
      case STANDARD -> least == greatest ? least : center;
      case MIN_MAX -> least;
    };
    double divisor = switch (plan.scaling()) {
      case NONE -> 1;
      case STANDARD -> deviation;
      case MIN_MAX -> greatest - least;
    };
    return new FittedColumn(plan, List.of(), fill, offset, divisor > 0 && least < greatest ? divisor : 1);
  }

  /** What was given, with the file's decimal sign or, as programs write numbers, with a point. */
  private double constant(char decimal) {
    String text = plan.missing().constant().strip();
    String problem = "missing values of column \"" + plan.name() + "\" cannot become \"" + DatasetText.excerpt(text)
        + "\": ";
    if (!Cells.isNumberOrConstant(text, decimal)) {
      throw new IllegalArgumentException(problem + "its cells are numbers; give a number such as 1" + decimal
          + "5, or say category(\"" + plan.name() + "\")");
    }
    double number = Double.parseDouble(text.replace(decimal, '.'));
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          problem + "it is too large for a float; give a number of at most 3.4e38, or use larger units");
    }
    return number;
  }

  private FittedColumn fitCategories(char decimal) {
    List<String> categories = new ArrayList<>(counts.keySet().stream().map(Object::toString).toList());
    String fill = switch (plan.missing().rule()) {
      case MOST_FREQUENT -> mostFrequent().toString();
      case CONSTANT -> plan.missing().constant();
      case ERROR, DROP -> "";
      case MEAN, MEDIAN -> throw new IllegalArgumentException("column \"" + plan.name() + "\" has categories, and no "
          + plan.missing() + ": say Missing.mostFrequent(), Missing.constant(\"...\") or Missing.drop()");
    };
    if (!fill.isEmpty() && !given.isEmpty() && !given.contains(fill)) {
      throw new IllegalArgumentException("missing values of column \"" + plan.name() + "\" cannot become \""
          + DatasetText.excerpt(fill) + "\", which is none of the class names; expected one of "
          + DatasetText.list(given) + "; name it as a class, or say Missing.drop()");
    }
    if (!fill.isEmpty() && !categories.contains(fill)) {
      categories.add(fill);
    }
    if (plan.isTarget()) {
      categories = classes(categories, decimal);
    }
    categories.sort(FittedColumn.ORDER);
    if (!given.isEmpty()) {
      categories = given;
    }
    return new FittedColumn(plan, categories, fill.isEmpty() ? Double.NaN : indexOf(categories, fill, decimal), 0, 1);
  }

  private static int indexOf(List<String> categories, String text, char decimal) {
    int exact = categories.indexOf(text);
    BigDecimal value = FittedColumn.value(text, decimal);
    for (int i = 0; exact < 0 && value != null && i < categories.size(); i++) {
      exact = value.equals(FittedColumn.value(categories.get(i), decimal)) ? i : exact;
    }
    return exact;
  }

  /** Whether no row has a value of it. */
  boolean isEmpty() {
    return count == 0;
  }

  /** What to say where numbers are far from unit scale; empty where they are not. */
  String hint() {
    if (!plan.isNumber() || plan.scaling() != Scaling.NONE || count == 0) {
      return "";
    }
    double size = Math.max(Math.abs(least), Math.abs(greatest));
    return size > 100 || size > 0 && size < 1e-3
        ? "\"" + plan.name() + "\" from " + (float) least + " to " + (float) greatest
        : "";
  }
}
