package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.formula.Assignment.Condition;
import dev.kernelsmith.processor.formula.Term.Comparison;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Guard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The conditions of a statement, as bounds of sums of indices. */
final class Conditions {
  /** The least and the largest value of a sum of indices, null where a condition says nothing of it. */
  private record Bounds(@Nullable Long least, @Nullable Long most, Place place) {
    Bounds with(@Nullable Long otherLeast, @Nullable Long otherMost) {
      Long low = least == null || otherLeast != null && otherLeast > least ? otherLeast : least;
      Long high = most == null || otherMost != null && otherMost < most ? otherMost : most;
      return new Bounds(low, high, place);
    }
  }

  private final Map<Linear, Bounds> bounds = new LinkedHashMap<>();

  /** Every index in them, and where it is first. */
  private final Map<String, Place> indices = new LinkedHashMap<>();

  /**
   * Reads conditions.
   *
   * @param sample the index of the sample, which none may have
   * @param linear makes a term a sum of indices
   * @throws Fault where one is no bound of indices
   */
  Conditions(List<Condition> conditions, String sample, Function<Term, Linear> linear) {
    conditions.forEach(condition -> add(condition, sample, linear));
  }

  private void add(Condition condition, String sample, Function<Term, Linear> linear) {
    for (int i = 0; i < condition.comparisons().size(); i++) {
      Linear difference =
          linear.apply(condition.terms().get(i)).plus(linear.apply(condition.terms().get(i + 1)).times(-1));
      Comparison comparison = condition.comparisons().get(i);
      Place place = condition.place();
      if (comparison == Comparison.NOT_EQUAL) {
        throw new Fault(place,
            "a condition bounds an index from below or above: write a choice, 'a != b ? ... : 0', in the value");
      }
      if (difference.factors().containsKey(sample)) {
        throw new Fault(place, "a condition cannot choose among samples");
      }
      if (difference.isConstant()) {
        throw new Fault(place, "'%s' has no index: conditions bound indices", condition);
      }
      // The first factor is made positive, so that the same sum has one form.
      long sign = difference.factors().values().iterator().next() < 0 ? -1 : 1;
      Linear form = difference.withoutConstant().times(sign);
      // form * sign + constant compared with 0
      long zero = -difference.constant() * sign;
      boolean below = comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL;
      boolean strict = comparison == Comparison.LESS || comparison == Comparison.GREATER;
      boolean upper = below == sign > 0;
      Long most =
          comparison == Comparison.EQUAL ? Long.valueOf(zero) : upper ? Long.valueOf(strict ? zero - 1 : zero) : null;
      Long least =
          comparison == Comparison.EQUAL ? Long.valueOf(zero) : upper ? null : Long.valueOf(strict ? zero + 1 : zero);
      bounds.merge(form, new Bounds(least, most, place), (old, other) -> old.with(other.least(), other.most()));
      form.factors().keySet().forEach(name -> indices.putIfAbsent(name, place));
    }
  }

  /** Every index in them, and where it is first. */
  Map<String, Place> indices() {
    return indices;
  }

  /** Gives indices that stand alone in a condition as many values as that allows, where they have none; whether any got some. */
  boolean give(Map<String, Integer> extents) {
    boolean found = false;
    for (Map.Entry<Linear, Bounds> bound : bounds.entrySet()) {
      String index = bound.getKey().asIndex();
      Long most = bound.getValue().most();
      if (index != null && most != null && !extents.containsKey(index)) {
        if (most < 0 || most >= Integer.MAX_VALUE) {
          throw new Fault(bound.getValue().place(), "'%s' would have %d values; at least 1 is expected", index,
              most + 1);
        }
        extents.put(index, (int) (most + 1));
        found = true;
      }
    }
    return found;
  }

  /** Whether there is a condition about a sum of indices, whatever is added to it. */
  boolean bound(Linear index) {
    Linear form = index.withoutConstant();
    return bounds.containsKey(form) || bounds.containsKey(form.times(-1));
  }

  /** Whether a condition keeps a sum of indices from becoming too large, or too small. */
  boolean bound(Linear index, boolean above) {
    Bounds same = bounds.get(index.withoutConstant());
    Bounds negative = bounds.get(index.withoutConstant().times(-1));
    return same != null && (above ? same.most() : same.least()) != null
        || negative != null && (above ? negative.least() : negative.most()) != null;
  }

  /**
   * What iterations are left out.
   *
   * @param extents of all indices
   * @param affine makes a sum of indices one of axes
   * @throws Fault where a condition leaves none
   */
  List<Guard> guards(Map<String, Integer> extents, BiFunction<Linear, Place, Affine> affine) {
    List<Guard> guards = new ArrayList<>();
    bounds.forEach((form, bound) -> {
      long least = bound.least() == null ? form.least(extents) : Math.max(bound.least(), form.least(extents));
      long most = bound.most() == null ? form.largest(extents) : Math.min(bound.most(), form.largest(extents));
      if (least > most) {
        throw new Fault(
            bound.place(), "the condition never holds: what it bounds runs from %d to %d", form.least(extents),
            form.largest(extents));
      }
      guards
          .add(new Guard(affine.apply(form.plus(Linear.of(-least)), bound.place()), Math.toIntExact(most - least + 1)));
    });
    return guards;
  }

  /**
   * Whether for all values of some axes there is one of others at which guards hold.
   *
   * @param outer the axes all values of which count
   * @param inner the others
   * @param at values of axes before these
   */
  static boolean leaveOne(List<Axis> outer, List<Axis> inner, List<Guard> excluding, Map<Axis, Integer> at) {
    if (outer.isEmpty()) {
      return hasOne(inner, excluding, at);
    }
    boolean all = true;
    for (int i = 0; all && i < outer.getFirst().extent(); i++) {
      at.put(outer.getFirst(), i);
      all = leaveOne(outer.subList(1, outer.size()), inner, excluding, at);
    }
    return all;
  }

  private static boolean hasOne(List<Axis> inner, List<Guard> excluding, Map<Axis, Integer> at) {
    if (inner.isEmpty()) {
      return excluding.stream().allMatch(g -> g.holds(at));
    }
    boolean one = false;
    for (int i = 0; !one && i < inner.getFirst().extent(); i++) {
      at.put(inner.getFirst(), i);
      one = hasOne(inner.subList(1, inner.size()), excluding, at);
    }
    return one;
  }
}
