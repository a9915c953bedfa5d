package dev.kernelsmith.processor.emit.text;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints flat indices the way one would write them: {@code (h + r) * 512 + (w + s) * 16 + n}. */
public final class IndexText {
  private IndexText() {}

  /** The terms grouped by stride, the constant last; {@code 0} for nothing. */
  public static String of(Affine flat) {
    Map<Integer, StringBuilder> groups = new LinkedHashMap<>();
    for (Map.Entry<Axis, Integer> term : flat.terms().entrySet()) {
      int stride = Math.abs(term.getValue());
      StringBuilder group = groups.get(stride);
      String sign = term.getValue() < 0 ? "-" : "+";
      if (group == null) {
        groups.put(stride, new StringBuilder(sign.equals("-") ? "-" : "").append(term.getKey().name()));
      } else {
        group.append(' ').append(sign).append(' ').append(term.getKey().name());
      }
    }
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (stride, group) -> {
          String inner = group.toString();
          boolean leads = text.isEmpty();
          boolean several = inner.indexOf(' ') > 0;
          if (stride == 1) {
            text.append(leads ? "" : inner.startsWith("-") ? " - " : " + ");
            text.append(!leads && inner.startsWith("-") ? inner.substring(1) : inner);
          } else {
            boolean negative = inner.startsWith("-") && !several;
            text.append(leads ? (negative ? "-" : "") : negative ? " - " : " + ");
            text.append(several ? "(" + inner + ")" : negative ? inner.substring(1) : inner);
            text.append(" * ").append(stride);
          }
        });
    if (text.isEmpty()) {
      return Integer.toString(flat.constant());
    }
    return plus(text.toString(), flat.constant());
  }

  /** A text plus a constant. */
  public static String plus(String text, int constant) {
    if (constant == 0) {
      return text;
    }
    return text + (constant < 0 ? " - " : " + ") + Math.abs(constant);
  }
}
