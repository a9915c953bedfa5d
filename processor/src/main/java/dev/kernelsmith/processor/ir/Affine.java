package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An integer combination of axes: {@code sum of coefficient * axis, plus a constant}. What does not fit an int is an {@link
 * ArithmeticException}, never another number.
 *
 * @param terms coefficients by axis, none of them 0, in the order in which the axes appeared
 * @param constant the constant
 */
public record Affine(Map<Axis, Integer> terms, int constant) {
  /** Zero. */
  public static final Affine ZERO = new Affine(Map.of(), 0);

  /** Copies the terms, keeping their order. */
  public Affine {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }

  /** The axis itself. */
  public static Affine of(Axis axis) {
    return new Affine(Map.of(axis, 1), 0);
  }

  /** A constant. */
  public static Affine of(int constant) {
    return new Affine(Map.of(), constant);
  }

  /** One axis each. */
  public static List<Affine> ofAll(List<Axis> axes) {
    return axes.stream().map(Affine::of).toList();
  }

  /** The position of an iteration in the row-major order of axes. */
  public static Affine ordinal(List<Axis> axes) {
    return RowMajor.position(axes.stream().map(Axis::extent).toList(), ofAll(axes));
  }

  /** The sum of both. */
  public Affine plus(Affine other) {
    Map<Axis, Integer> sum = new LinkedHashMap<>(terms);
    other.terms.forEach((axis, c) -> sum.merge(axis, c, (a, b) -> nonZero(Math.addExact(a, b))));
    return new Affine(sum, Math.addExact(constant, other.constant));
  }

  private static @Nullable Integer nonZero(int sum) {
    return sum == 0 ? null : Integer.valueOf(sum);
  }

  /** This plus a constant. */
  public Affine plus(int addend) {
    return new Affine(terms, Math.addExact(constant, addend));
  }

  /** This times a constant. */
  public Affine times(int factor) {
    if (factor == 0) {
      return ZERO;
    }
    Map<Axis, Integer> product = new LinkedHashMap<>();
    terms.forEach((axis, c) -> product.put(axis, Math.multiplyExact(c, factor)));
    return new Affine(product, Math.multiplyExact(constant, factor));
  }

  /** This where an axis is 0. */
  public Affine without(Axis axis) {
    return plus(of(axis).times(-coefficient(axis)));
  }

  /** This with axes replaced; an axis that the map lacks stays. */
  public Affine substitute(Map<Axis, Affine> replacements) {
    Affine result = of(constant);
    for (Map.Entry<Axis, Integer> term : terms.entrySet()) {
      Affine by = replacements.get(term.getKey());
      result = result.plus((by == null ? of(term.getKey()) : by).times(term.getValue()));
    }
    return result;
  }

  /** Coefficient of an axis, 0 where it does not occur. */
  public int coefficient(Axis axis) {
    return terms.getOrDefault(axis, 0);
  }

  /** The axes that occur. */
  public Set<Axis> axes() {
    return terms.keySet();
  }

  /** Whether the axis occurs. */
  public boolean uses(Axis axis) {
    return terms.containsKey(axis);
  }

  /** The one axis that this is, or null where it is anything else. */
  public @Nullable Axis asAxis() {
    if (constant != 0 || terms.size() != 1) {
      return null;
    }
    Map.Entry<Axis, Integer> only = terms.entrySet().iterator().next();
    return only.getValue() == 1 ? only.getKey() : null;
  }

  /** Whether the values are those from 0 to the extent, each once: coefficients are the radices of a number. */
  public boolean isRadix(int extent) {
    List<Axis> axes = new ArrayList<>(terms.keySet());
    axes.sort(Comparator.comparing(this::coefficient));
    long radix = 1;
    for (Axis axis : axes) {
      if (coefficient(axis) != radix) {
        return false;
      }
      radix *= axis.extent();
    }
    return constant == 0 && !axes.isEmpty() && radix == extent;
  }

  /** Smallest value over all values of the axes. */
  public int min() {
    return Math.toIntExact(Interval.of(this).min());
  }

  /** Largest value over all values of the axes. */
  public int max() {
    return Math.toIntExact(Interval.of(this).max());
  }

  /** The value for given values of the axes. */
  public int evaluate(Map<Axis, Integer> values) {
    int value = constant;
    for (Map.Entry<Axis, Integer> term : terms.entrySet()) {
      value += term.getValue() * values.get(term.getKey());
    }
    return value;
  }

  /** As source: {@code 2 * h + r - 1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Axis, Integer> term : terms.entrySet()) {
      int c = term.getValue();
      text.append(text.isEmpty() ? (c < 0 ? "-" : "") : (c < 0 ? " - " : " + "));
      text.append(term.getKey().name());
      if (Math.abs(c) != 1) {
        text.append(" * ").append(Math.abs(c));
      }
    }
    if (text.isEmpty()) {
      return Integer.toString(constant);
    }
    if (constant != 0) {
      text.append(constant < 0 ? " - " : " + ").append(Math.abs(constant));
    }
    return text.toString();
  }
}
