package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.spi.KnownNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column and what training has found out about it. */
final class FittedColumn {
  /** Numbers by value, then texts. */
  static final Comparator<String> ORDER =
      Comparator.comparing((String text) -> CsvLabel.of(text)).thenComparing(Comparator.naturalOrder());

  private final ColumnPlan plan;
  private final List<String> categories;
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Numbers of the categories that are numbers, by value; made when a program first asks with a number. Its decimal sign is always that of the preparation. */
  private volatile @Nullable Map<BigDecimal, Integer> values;

  private final double fill;
  private final double offset;
  private final double divisor;

  /**
   * A fitted column.
   *
   * @param plan what was to be made of it
   * @param categories by number; empty for numbers
   * @param fill what a missing value becomes, or the number of its category; NaN where there is no such thing
   * @param offset subtracted from numbers
   * @param divisor numbers are divided by it then
   */
  FittedColumn(ColumnPlan plan, List<String> categories, double fill, double offset, double divisor) {
    this.plan = plan;
    this.categories = List.copyOf(categories);
    this.fill = fill;
    this.offset = offset;
    this.divisor = divisor;
    categories.forEach(category -> numbers.put(category, numbers.size()));
  }

  ColumnPlan plan() {
    return plan;
  }

  String name() {
    return plan.name();
  }

  List<String> categories() {
    return categories;
  }

  double[] numbers() {
    return new double[] {fill, offset, divisor};
  }

  /** Floats of an input. */
  int width() {
    return plan.kind() == ColumnPlan.Kind.ONE_HOT ? categories.size() + (plan.other() ? 1 : 0) : 1;
  }

  /** How many numbers it may have. */
  int indices() {
    return categories.size() + (plan.other() ? 1 : 0);
  }

  /** Names of the floats. */
  List<String> features() {
    if (plan.kind() != ColumnPlan.Kind.ONE_HOT) {
      return List.of(name());
    }
    List<String> names = new ArrayList<>();
    categories.forEach(category -> names.add(name() + "=" + category));
    if (plan.other()) {
      names.add(name() + "=(other)");
    }
    return names;
  }

  /** {@code age 1}, {@code plan 3 (basic, plus, pro)}. */
  String describe() {
    String name = DatasetText.excerpt(name());
    return switch (plan.kind()) {
      case NUMBER -> name + " 1";
      case ONE_HOT -> name + " " + width() + " (" + DatasetText.list(categories) + (plan.other() ? ", other" : "")
          + ")";
      case NUMBERED -> name + " 1 (an integer below " + indices() + ")";
    };
  }

  /**
   * Writes what a cell becomes.
   *
   * @return whether the row counts; false where it lacks a value and is to be left out
   */
  boolean write(RawRow row, Set<String> marks, float[] into, int at) {
    String cell = row.cell(name());
    if (cell == null) {
      throw row.fault(name(), "the column is not there", "all columns that training had",
          "give it a value, or an empty text where it is not known");
    }
    if (Cells.isMissing(cell, marks)) {
      if (plan.missing().rule() == Missing.Rule.DROP) {
        return false;
      }
      if (Double.isNaN(fill)) {
        throw ColumnStatistics.missing(row, plan);
      }
      set(plan.isNumber() ? (float) ((fill - offset) / divisor) : (float) fill, into, at);
    } else if (plan.isNumber()) {
      set((float) ((Cells.number(row, name(), cell) - offset) / divisor), into, at);
    } else {
      set(category(row, cell.strip()), into, at);
    }
    return true;
  }

  private void set(float value, float[] into, int at) {
    if (plan.kind() == ColumnPlan.Kind.ONE_HOT) {
      Arrays.fill(into, at, at + width(), 0);
      into[at + (int) value] = 1;
    } else {
      into[at] = value;
    }
  }

  /** Number of a category. */
  int category(RawRow row, String text) {
    Integer number = numbers.get(text);
    if (number != null) {
      return number;
    }
    if (plan.isTarget() || row.isNumber(name())) {
      number = ofValue(text, row.decimal());
      if (number != null) {
        return number;
      }
    }
    if (plan.other()) {
      return categories.size();
    }
    String problem = "\"" + DatasetText.excerpt(text) + "\" is "
        + (plan.isTarget() ? "no class of the training data" : "no category of the training data")
        + KnownNames.text(text, categories).replaceFirst("; it has .*|It has .*", "");
    throw row.fault(name(), problem, "one of " + DatasetText.list(categories),
        plan.isTarget() ? "correct it, leave the row out, or train with rows of that class"
            : "correct it, or say other(\"" + name() + "\") before the training to have such texts as a category");
  }

  /** The first category that is this number in another spelling, such as {@code 1.0} for 1. */
  private @Nullable Integer ofValue(String text, char decimal) {
    Map<BigDecimal, Integer> found = values;
    if (found == null) {
      found = new HashMap<>();
      for (int i = 0; i < categories.size(); i++) {
        BigDecimal value = value(categories.get(i), decimal);
        if (value != null) {
          found.putIfAbsent(value, i);
        }
      }
      values = found;
    }
    return found.get(value(text, decimal));
  }

  /** The number that a text is, however it is spelt; null where it is none. */
  static @Nullable BigDecimal value(String text, char decimal) {
    return Cells.isNumber(text, decimal) ? CsvLabel.of(text.replace(decimal, '.')).number() : null;
  }

  /** A scaled value in its own units. */
  double unscaled(float value) {
    return value * divisor + offset;
  }

  /** In what another column of the same name differs, in words. */
  List<String> differences(FittedColumn other) {
    List<String> found = new ArrayList<>();
    String what = "column \"" + name() + "\" ";
    if (plan.kind() != other.plan.kind()) {
      found.add(what + "is " + plan.kind() + ", the other " + other.plan.kind());
    } else if (!categories.equals(other.categories) || plan.other() != other.plan.other()) {
      found.add(what + "has the categories " + DatasetText.list(categories) + (plan.other() ? " and others" : "")
          + ", the other " + DatasetText.list(other.categories) + (other.plan.other() ? " and others" : ""));
    }
    if (offset != other.offset || divisor != other.divisor) {
      found.add(what + "is scaled by (x - " + offset + ") / " + divisor + ", the other by (x - " + other.offset + ") / "
          + other.divisor);
    }
    if (!Objects.equals(fill, other.fill) || !plan.missing().rule().equals(other.plan.missing().rule())) {
      found.add(what + "has for a missing value " + plan.missing() + " (" + fill + "), the other "
          + other.plan.missing() + " (" + other.fill + ")");
    }
    if (plan.input() != other.plan.input()) {
      found.add(what + "goes to input " + plan.input() + ", the other to " + other.plan.input());
    }
    return found;
  }
}
