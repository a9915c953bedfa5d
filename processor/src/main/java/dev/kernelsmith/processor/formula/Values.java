package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes expressions of terms.
 *
 * @param numbers what names stand for
 * @param others what other names stand for, such as indices; null for what is none
 * @param elements reads of elements
 * @param calls functions that go before those of the table; null for what is none
 */
record Values(
    Map<String, Double> numbers, Function<String, @Nullable Expr> others, Function<Term.Element, Expr> elements,
    BiFunction<Term.Call, List<Expr>, @Nullable Expr> calls) {
  Values(
      Map<String, Double> numbers, Function<String, @Nullable Expr> others, Function<Term.Element, Expr> elements) {
    this(numbers, others, elements, (call, arguments) -> null);
  }

  Expr of(Term term) {
    Expr value =
        switch (term) {
          case Term.Number n -> Expr.constant(n.value());
          case Term.Name n -> name(n);
          case Term.Element e -> elements.apply(e);
          case Term.Call c -> call(c);
          case Term.Negative n -> of(n.a()).negated();
          case Term.Operation o -> operation(o);
          case Term.Choice c -> choice(c);
          case Term.Rest r -> throw new IllegalStateException("... is an index");
        };
    if (value instanceof Expr.Const c && !Double.isFinite(c.value())) {
      throw new Fault(term.place(), "'%s' is %s, which is no finite number", term, c.value());
    }
    return value;
  }

  private Expr call(Term.Call call) {
    List<Expr> arguments = call.arguments().stream().map(this::of).toList();
    Expr own = calls.apply(call, arguments);
    return own == null ? Functions.of(call.function()).value().apply(arguments) : own;
  }

  private Expr name(Term.Name name) {
    if (numbers.containsKey(name.name())) {
      return Expr.constant(numbers.get(name.name()));
    }
    Expr other = others.apply(name.name());
    if (other == null) {
      throw new Fault(name.place(), "'%s' is no number that is known when the class is compiled", name.name());
    }
    return other;
  }

  private Expr operation(Term.Operation o) {
    Expr a = of(o.a());
    Expr b = of(o.b());
    return switch (o.op()) {
      case ADD -> a.plus(b);
      case SUBTRACT -> a.minus(b);
      case MULTIPLY -> a.times(b);
      case DIVIDE -> {
        if (b.isConstant(0)) {
          throw new Fault(o.b().place(), "a division by '%s', which is 0", o.b());
        }
        yield a.over(b);
      }
      case MAX, MIN -> throw new IllegalStateException("functions");
    };
  }

  private Expr choice(Term.Choice c) {
    Expr left = of(c.left());
    Expr right = of(c.right());
    Expr then = of(c.then());
    Expr otherwise = of(c.otherwise());
    return switch (c.comparison()) {
      case LESS -> Expr.select(Relation.LESS, left, right, then, otherwise);
      case GREATER -> Expr.select(Relation.GREATER, left, right, then, otherwise);
      case EQUAL -> Expr.select(Relation.EQUAL, left, right, then, otherwise);
      case NOT_EQUAL -> Expr.select(Relation.EQUAL, left, right, otherwise, then);
      // All comparisons with NaN are false.
      case LESS_OR_EQUAL ->
          Expr.select(Relation.LESS, left, right, then, Expr.select(Relation.EQUAL, left, right, then, otherwise));
      case GREATER_OR_EQUAL ->
          Expr.select(Relation.GREATER, left, right, then, Expr.select(Relation.EQUAL, left, right, then, otherwise));
    };
  }

  /** The number that a term without elements and indices is. */
  static double number(Term term, Map<String, Double> numbers) {
    Expr value = new Values(numbers, name -> null, element -> {
      throw new Fault(element.place(), "'%s' is no number that is known when the class is compiled", element);
    }).of(term);
    if (value instanceof Expr.Const number) {
      return number.value();
    }
    throw new Fault(term.place(), "'%s' is no number that is known when the class is compiled", term);
  }
}
