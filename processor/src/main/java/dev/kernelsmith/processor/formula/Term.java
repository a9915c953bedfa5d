package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.ir.BinaryOp;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A part of a formula, as written. Its text has as few brackets as keep its meaning. */
sealed interface Term {
  /** Where it begins. */
  Place place();

  /** How strongly it binds: 0 a choice, 1 a sum, 2 a product, 3 a negative, 4 all else. */
  default int binding() {
    return 4;
  }

  /** This with other direct parts, but for indices. */
  default Term mapParts(UnaryOperator<Term> f) {
    return switch (this) {
      case Call c -> new Call(c.function(), c.arguments().stream().map(f).toList(), c.place());
      case Negative n -> new Negative(f.apply(n.a()), n.place());
      case Operation o -> new Operation(o.op(), f.apply(o.a()), f.apply(o.b()), o.place());
      case Choice c ->
          new Choice(
              f.apply(c.left()), c.comparison(), f.apply(c.right()), f.apply(c.then()), f.apply(c.otherwise()),
              c.place());
      case Number n -> n;
      case Name n -> n;
      case Rest r -> r;
      case Element e -> e;
    };
  }

  /** A number. */
  record Number(double value, Place place) implements Term {
    @Override
    public String toString() {
      return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /** A name without brackets: an index, or a number that is given elsewhere. */
  record Name(String name, Place place) implements Term {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The indices that {@code ...} stands for; only within brackets of indices. */
  record Rest(Place place) implements Term {
    @Override
    public String toString() {
      return "...";
    }
  }

  /** An element, {@code x[n, h + i]}. */
  record Element(String name, List<Term> index, Place place) implements Term {
    public Element {
      index = List.copyOf(index);
    }

    @Override
    public String toString() {
      return name + "[" + joined(index) + "]";
    }
  }

  /** A function's value. */
  record Call(String function, List<Term> arguments, Place place) implements Term {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
      return function + "(" + joined(arguments) + ")";
    }
  }

  /** The negative. */
  record Negative(Term a, Place place) implements Term {
    @Override
    public int binding() {
      return 3;
    }

    @Override
    public String toString() {
      return "-" + within(a, 3);
    }
  }

  /** {@code a + b}, {@code a - b}, {@code a * b} or {@code a / b}. */
  record Operation(BinaryOp op, Term a, Term b, Place place) implements Term {
    @Override
    public int binding() {
      return op == BinaryOp.ADD || op == BinaryOp.SUBTRACT ? 1 : 2;
    }

    @Override
    public String toString() {
      return within(a, binding()) + " " + op.symbol() + " " + within(b, binding() + 1);
    }
  }

  /** {@code left comparison right ? then : otherwise}. */
  record Choice(Term left, Comparison comparison, Term right, Term then, Term otherwise, Place place) implements Term {
    @Override
    public int binding() {
      return 0;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %s %s ? %s : %s", within(left, 1), comparison.symbol(), within(right, 1),
          within(then, 1),
          otherwise);
    }
  }

  private static String joined(List<Term> terms) {
    return terms.stream().map(Term::toString).collect(Collectors.joining(", "));
  }

  private static String within(Term term, int binding) {
    return term.binding() < binding ? "(" + term + ")" : term.toString();
  }

  /** How two numbers are compared. */
  enum Comparison {
    LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">="), EQUAL("=="), NOT_EQUAL("!=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    /** As written. */
    String symbol() {
      return symbol;
    }

    /** The one that is written so. */
    static @Nullable Comparison of(Token token) {
      for (Comparison comparison : values()) {
        if (token.is(comparison.symbol)) {
          return comparison;
        }
      }
      return null;
    }
  }
}
