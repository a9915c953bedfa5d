package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import java.util.Locale;
import java.util.Set;

/** What a cell says. */
final class Cells {
  /** Texts that stand for no value, in lower case. */
  static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");

  private static final int MOST_TEXT = 1000;

  private Cells() {}

  /** Whether the cell holds nothing. */
  static boolean isMissing(String cell, Set<String> marks) {
    String text = cell.strip();
    return text.length() <= MOST_TEXT && marks.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether a text is a number with this decimal sign and no mark of thousands. */
  static boolean isNumber(String cell, char decimal) {
    String text = cell.strip();
    if (text.length() > MOST_TEXT || decimal != '.' && text.indexOf('.') >= 0) {
      return false;
    }
    return CsvLabel.isNumber(text.replace(decimal, '.'));
  }

  /** Whether a text is a number with this decimal sign, or with a point, as {@link Missing#constant(double)} has it. */
  static boolean isNumberOrConstant(String text, char decimal) {
    return isNumber(text, decimal) || isNumber(text, '.');
  }

  /** The number in a column. */
  static double number(RawRow row, String column, String cell) {
    if (!isNumber(cell, row.decimal())) {
      String text = cell.strip();
      boolean otherSign = isNumber(text, row.decimal() == '.' ? ',' : '.');
      throw row.fault(column, "\"" + DatasetText.excerpt(text) + "\" is not a number",
          "a number such as 1" + row.decimal() + "5e3, without marks of thousands",
          otherSign
              ? "say decimal('" + (row.decimal() == '.' ? ',' : '.') + "') if that is the file's decimal sign"
              : "correct it, leave the cell empty, or say category(\"" + column + "\") where texts are meant");
    }
    double number = Double.parseDouble(cell.strip().replace(row.decimal(), '.'));
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw row.fault(column, "\"" + DatasetText.excerpt(cell) + "\" is too large for a float", "at most 3.4e38",
          "use larger units");
    }
    return number;
  }
}
