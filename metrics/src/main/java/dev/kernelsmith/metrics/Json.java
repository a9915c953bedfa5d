package dev.kernelsmith.metrics;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes JSON on one line. Numbers that JSON has no word for are texts: {@code "NaN"}, {@code "Infinity"}. */
final class Json {
  private Json() {}

  /** Maps with texts as keys, lists, arrays of ints, texts, numbers, truth values, null; an empty number is null. */
  static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> {
        String before = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(before);
          quote(text, String.valueOf(entry.getKey()));
          text.append(':');
          append(text, entry.getValue());
          before = ",";
        }
        text.append(map.isEmpty() ? "{}" : "}");
      }
      case Iterable<?> list -> {
        text.append('[');
        for (Iterator<?> all = list.iterator(); all.hasNext();) {
          append(text, all.next());
          text.append(all.hasNext() ? "," : "");
        }
        text.append(']');
      }
      case int[] numbers -> {
        text.append('[');
        for (int i = 0; i < numbers.length; i++) {
          text.append(i == 0 ? "" : ",").append(numbers[i]);
        }
        text.append(']');
      }
      case OptionalDouble number -> append(text, number.isPresent() ? number.getAsDouble() : null);
      case Float number -> append(text, Double.valueOf(number.toString()));
      case Double number when !Double.isFinite(number) -> quote(text, number.toString());
      case Number number -> text.append(number);
      case Boolean truth -> text.append(truth);
      default -> quote(text, value.toString());
    }
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) { // half a pair has no UTF-8
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
