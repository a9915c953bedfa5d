package dev.kernelsmith.data.tables;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The label of a class. One that is spelled as a decimal number is that number, however it is spelled: {@code 1},
 * {@code 01}, {@code +1}, {@code 1.0} and {@code 1e0} are the same label. Any other one is its text. Numbers come
 * before texts. The digits may be those of any script, the minus the typographic one, and what surrounds the number any
 * white space or invisible mark.
 *
 * @param name the label as people read it: a number in its shortest usual spelling, or the text
 * @param number the exact number, without trailing zeros; null where the label is a text
 */
record CsvLabel(String name, @Nullable BigDecimal number) implements Comparable<CsvLabel> {
  /** Possessive throughout, so that matching is linear. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?");

  /** A number whose decimal sign, or whose mark of thousands, is a comma: which of them, nobody can tell. */
  private static final Pattern WITH_COMMA =
      Pattern.compile("[+-]?(?:\\d++(?:,\\d++)++(?:\\.\\d*+)?|\\d++(?:\\.\\d++)++,\\d++)(?:[eE][+-]?\\d++)?");

  /** The most characters of a label. More would make no number either: an exact one of a million digits takes minutes. */
  static final int MAX_LENGTH = 1000;

  private static final int MINUS = 0x2212;
  private static final int ARABIC_POINT = 0x066b;
  private static final int MOST_ZEROS = 40;
  private static final Comparator<CsvLabel> ORDER =
      Comparator.comparing(CsvLabel::number, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(CsvLabel::name);

  /** Whether a text is a decimal number such as {@code -1.5}, {@code .5} or {@code 2e-3}. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Whether a text is a number such as {@code 1,5} or {@code 1.234,5}. */
  static boolean isNumberWithComma(String text) {
    return WITH_COMMA.matcher(text).matches();
  }

  /** The label that a cell holds. */
  static CsvLabel of(String cell) {
    String text = cell.length() <= MAX_LENGTH ? plain(cell.strip()) : cell;
    if (text.length() <= MAX_LENGTH && isNumber(text)) {
      try {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return new CsvLabel(name(number), number);
      } catch (NumberFormatException | ArithmeticException hugeExponent) {
        return new CsvLabel(cell, null);
      }
    }
    return new CsvLabel(cell, null);
  }

  /** A number in ASCII, if the text is one. */
  private static String plain(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    text.codePoints().forEach(c -> {
      if (Character.isDigit(c)) {
        plain.append((char) ('0' + Character.digit(c, 10)));
      } else if (c == MINUS) {
        plain.append('-');
      } else if (c == ARABIC_POINT) {
        plain.append('.');
      } else if (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT) {
        plain.append(' ');
      } else {
        plain.appendCodePoint(c);
      }
    });
    return plain.toString().strip();
  }

  private static String name(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_ZEROS ? number.toPlainString() : number.toString();
  }

  /** The class number that the label is if it is a whole number from 0 to {@code most}, else -1. */
  int classNumber(int most) {
    if (number == null || number.scale() > 0 || number.signum() < 0) {
      return -1;
    }
    return number.compareTo(BigDecimal.valueOf(most)) <= 0 ? number.intValue() : -1;
  }

  @Override
  public int compareTo(CsvLabel other) {
    return ORDER.compare(this, other);
  }
}
