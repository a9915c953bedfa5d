package dev.kernelsmith.processor.emit.text;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints flat indices the way one would write them: {@code (h + r) * SAMPLE_ROW + (w + s) * 16 + n}. */
public final class IndexText {
  private IndexText() {}

  /** The terms grouped by stride, the constant last; {@code 0} for nothing. */
  public static String of(Affine flat) {
    Map<Axis, Distance> terms = new LinkedHashMap<>();
    flat.terms().forEach((axis, stride) -> terms.put(axis, Distance.of(stride)));
    return of("", terms, Distance.of(flat.constant()));
  }

  /**
   * An index as a sum.
   *
   * @param start what it begins with, or nothing
   * @param terms axes with what they are multiplied by; those with the same are grouped
   * @param constant what is added: named constants in front, where the compiler adds them up, a plain number last
   */
  public static String of(String start, Map<Axis, Distance> terms, Distance constant) {
    Map<Distance, StringBuilder> groups = new LinkedHashMap<>();
    terms.forEach((axis, distance) -> {
      boolean negative = distance.isNegative();
      StringBuilder group =
          groups.computeIfAbsent(negative ? distance.times(-1) : distance, stride -> new StringBuilder());
      group.append(group.isEmpty() ? (negative ? "-" : "") : negative ? " - " : " + ").append(axis.name());
    });
    StringBuilder text = new StringBuilder(constant.named().addedTo(start));
    groups.forEach((stride, group) -> {
      String inner = group.toString();
      boolean several = inner.indexOf(' ') > 0;
      boolean one = stride.equals(Distance.of(1));
      boolean negative = inner.startsWith("-") && (one || !several);
      text.append(text.isEmpty() ? (negative ? "-" : "") : negative ? " - " : " + ");
      String unsigned = negative ? inner.substring(1) : inner;
      text.append(one ? unsigned : (several ? "(" + unsigned + ")" : unsigned) + " * " + stride.factor());
    });
    return text.isEmpty() ? Integer.toString(constant.plain()) : plus(text.toString(), constant.plain());
  }

  /** A text plus a constant. */
  public static String plus(String text, int constant) {
    return plus(text, Distance.of(constant));
  }

  /**
   * A text plus a distance.
   *
   * @param unit elements that are counted as one
   */
  public static String plus(String text, Distance distance, String unit) {
    if (distance.isZero()) {
      return text;
    }
    Distance ordered = distance.named().plus(Distance.of(distance.plain()));
    boolean negative = ordered.isNegative();
    Distance size = negative ? ordered.times(-1) : ordered;
    return text + (negative ? " - " : " + ") + size.times(unit);
  }

  /** A text plus a distance. */
  public static String plus(String text, Distance distance) {
    return distance.addedTo(text);
  }
}
