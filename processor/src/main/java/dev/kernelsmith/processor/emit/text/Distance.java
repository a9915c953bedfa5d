package dev.kernelsmith.processor.emit.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A number of elements of an array, as a sum of multiples of named constants: {@code 2 * POOL1_ROW + 3}.
 *
 * @param counts how often each constant is in it, by its name; plain ones by an empty name
 */
public record Distance(Map<String, Integer> counts) {
  private static final String PLAIN = "";

  public static final Distance ZERO = new Distance(Map.of());

  /** Leaves out what is not in it. */
  public Distance {
    Map<String, Integer> present = new LinkedHashMap<>(counts);
    present.values().removeIf(count -> count == 0);
    counts = Collections.unmodifiableMap(present);
  }

  /** A plain number of elements. */
  public static Distance of(int elements) {
    return new Distance(Map.of(PLAIN, elements));
  }

  /** As many elements as a constant says. */
  public static Distance of(String constant) {
    return new Distance(Map.of(constant, 1));
  }

  public Distance plus(Distance other) {
    Map<String, Integer> sum = new LinkedHashMap<>(counts);
    other.counts.forEach((name, count) -> sum.merge(name, count, Integer::sum));
    return new Distance(sum);
  }

  public Distance minus(Distance other) {
    return plus(other.times(-1));
  }

  public Distance times(int factor) {
    Map<String, Integer> product = new LinkedHashMap<>();
    counts.forEach((name, count) -> product.put(name, count * factor));
    return new Distance(product);
  }

  public boolean isZero() {
    return counts.isEmpty();
  }

  /** The elements that no constant stands for. */
  public int plain() {
    return counts.getOrDefault(PLAIN, 0);
  }

  /** This without those. */
  public Distance named() {
    return minus(of(plain()));
  }

  /** Whether it is written with a sign in front. */
  boolean isNegative() {
    return !isZero() && counts.values().iterator().next() < 0;
  }

  /** Adds it to a text, each constant by itself. */
  String addedTo(String text) {
    StringBuilder sum = new StringBuilder(text);
    counts.forEach((name, count) -> {
      sum.append(count < 0 ? sum.isEmpty() ? "-" : " - " : sum.isEmpty() ? "" : " + ");
      int times = Math.abs(count);
      sum.append(name.equals(PLAIN) ? Integer.toString(times) : times == 1 ? name : times + " * " + name);
    });
    return sum.toString();
  }

  /** As source; nothing for none. */
  @Override
  public String toString() {
    return addedTo("");
  }

  /** So many units, which stand last. */
  String times(String unit) {
    String text = counts.size() == 1 ? toString() : factor();
    return text.equals("1") ? unit : text + " * " + unit;
  }

  /** Fit to be multiplied by. */
  String factor() {
    String text = toString();
    return text.indexOf(' ') < 0 ? text : "(" + text + ")";
  }
}
