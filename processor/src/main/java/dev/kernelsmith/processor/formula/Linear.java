package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sum of indices times whole numbers, of indices whose extents may not be known yet.
 *
 * @param factors by index; none is 0
 * @param constant the number that is added
 */
record Linear(Map<String, Long> factors, long constant) {
  /** Beyond this, nothing is an index of an array. */
  private static final long MOST = 1L << 40;

  Linear {
    factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
  }

  static Linear of(long constant) {
    return new Linear(Map.of(), constant);
  }

  /**
   * The sum that a term is.
   *
   * @param numbers what names stand for that are no indices
   * @throws Fault where it is none
   */
  static Linear of(Term term, Map<String, Double> numbers) {
    Linear sum =
        switch (term) {
          case Term.Number n -> of(whole(n.value(), term));
          case Term.Name n -> numbers.containsKey(n.name()) ? of(whole(numbers.get(n.name()), term)) : of(n.name());
          case Term.Negative n -> of(n.a(), numbers).times(-1);
          case Term.Operation o -> of(o, numbers);
          default ->
              throw new Fault(term.place(),
                  "'%s' is no index: an index is a sum of names times whole numbers, as in 'h * 2 + i - 1'", term);
        };
    if (Math.abs(sum.constant) > MOST || sum.factors.values().stream().anyMatch(f -> Math.abs(f) > MOST)) {
      throw new Fault(term.place(), "'%s' has numbers larger than any array", term);
    }
    return sum;
  }

  private static Linear of(String index) {
    return new Linear(Map.of(index, 1L), 0);
  }

  private static Linear of(Term.Operation o, Map<String, Double> numbers) {
    Linear a = of(o.a(), numbers);
    Linear b = of(o.b(), numbers);
    if (o.op() == BinaryOp.ADD || o.op() == BinaryOp.SUBTRACT) {
      return a.plus(b.times(o.op() == BinaryOp.ADD ? 1 : -1));
    }
    if (o.op() == BinaryOp.MULTIPLY && (a.isConstant() || b.isConstant())) {
      return a.isConstant() ? b.times(a.constant) : a.times(b.constant);
    }
    if (o.op() == BinaryOp.DIVIDE && a.isConstant() && b.isConstant() && b.constant != 0
        && a.constant % b.constant == 0) {
      return of(a.constant / b.constant);
    }
    throw o.op() == BinaryOp.MULTIPLY
        ? new Fault(o.place(), "an index times an index is no index: one of '%s' and '%s' must be a whole number",
            o.a(), o.b())
        : new Fault(o.place(), "'%s' is no whole number: in an index only whole numbers are divided, without remainder",
            o);
  }

  private static long whole(double value, Term term) {
    if (value != Math.rint(value) || Math.abs(value) > MOST) {
      throw new Fault(term.place(), "'%s' is %s, but indices and extents are whole numbers", term,
          new Term.Number(value, term.place()));
    }
    return (long) value;
  }

  boolean isConstant() {
    return factors.isEmpty();
  }

  /** The index that this is and nothing else; null where it is more. */
  @Nullable
  String asIndex() {
    return constant == 0 && factors.size() == 1 && factors.containsValue(1L) ? factors.keySet().iterator().next()
        : null;
  }

  Linear plus(Linear other) {
    Map<String, Long> sum = new LinkedHashMap<>(factors);
    other.factors.forEach((index, factor) -> sum.merge(index, factor, Long::sum));
    sum.values().removeIf(factor -> factor == 0);
    return new Linear(sum, constant + other.constant);
  }

  Linear times(long factor) {
    Map<String, Long> product = new LinkedHashMap<>();
    if (factor != 0) {
      factors.forEach((index, own) -> product.put(index, own * factor));
    }
    return new Linear(product, constant * factor);
  }

  /** This without the number that is added. */
  Linear withoutConstant() {
    return new Linear(factors, 0);
  }

  /** The least value, for extents of all its indices. */
  long least(Map<String, Integer> extents) {
    long least = constant;
    for (Map.Entry<String, Long> factor : factors.entrySet()) {
      least += Math.min(0, factor.getValue() * (extents.get(factor.getKey()) - 1L));
    }
    return least;
  }

  /** The largest value, for extents of all its indices. */
  long largest(Map<String, Integer> extents) {
    return -times(-1).least(extents);
  }

  /**
   * This over axes.
   *
   * @param axes one for each index
   * @param place where it stands
   * @throws Fault where no array has such an index
   */
  Affine over(Map<String, Axis> axes, Place place) {
    Map<String, Integer> extents = new LinkedHashMap<>();
    factors.keySet().forEach(index -> extents.put(index, axes.get(index).extent()));
    boolean fits =
        factors.values().stream().allMatch(Linear::isInt) && isInt(constant) && isInt(least(extents))
            && isInt(largest(extents));
    if (!fits) {
      throw new Fault(place, "an index from %d to %d, which is none of any array", least(extents), largest(extents));
    }
    Affine sum = Affine.of((int) constant);
    for (Map.Entry<String, Long> factor : factors.entrySet()) {
      sum = sum.plus(Affine.of(axes.get(factor.getKey())).times(factor.getValue().intValue()));
    }
    return sum;
  }

  private static boolean isInt(long number) {
    return Math.abs(number) <= Integer.MAX_VALUE;
  }
}
