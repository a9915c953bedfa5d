package dev.kernelsmith.processor.formula;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement of a formula, as written.
 *
 * @param target what it sets
 * @param joining how values for one element are joined
 * @param value what it sets it to
 * @param conditions which iterations there are
 */
record Assignment(Term.Element target, Joining joining, Term value, List<Condition> conditions) {
  Assignment {
    conditions = List.copyOf(conditions);
  }

  /** This with another right side. */
  Assignment withValue(Term other) {
    return new Assignment(target, joining, other, conditions);
  }

  /** Whether the largest or the least value is taken. */
  boolean isMaximum() {
    return joining == Joining.MAX || joining == Joining.MIN;
  }

  /** How the values of iterations that set one element are joined. */
  enum Joining {
    NONE("="), SUM("+="), MAX("max="), MIN("min=");

    private final String symbol;

    Joining(String symbol) {
      this.symbol = symbol;
    }

    /** As written. */
    String symbol() {
      return symbol;
    }
  }

  /**
   * Terms with comparisons between them, {@code 0 <= h + i - 1 < 28}.
   *
   * @param terms two or three
   * @param comparisons one fewer
   */
  record Condition(List<Term> terms, List<Term.Comparison> comparisons) {
    Condition {
      terms = List.copyOf(terms);
      comparisons = List.copyOf(comparisons);
    }

    Place place() {
      return terms.getFirst().place();
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(terms.getFirst().toString());
      for (int i = 0; i < comparisons.size(); i++) {
        text.append(' ').append(comparisons.get(i).symbol()).append(' ').append(terms.get(i + 1));
      }
      return text.toString();
    }
  }

  @Override
  public String toString() {
    String where =
        conditions.isEmpty() ? ""
            : "  where " + conditions.stream().map(Condition::toString).collect(Collectors.joining(", "));
    return target + " " + joining.symbol() + " " + value + where;
  }
}
