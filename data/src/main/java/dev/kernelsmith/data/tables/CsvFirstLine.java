package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the first line of a file names the columns, as {@link CsvFile.Header#AUTO} says: at once where its
 * features are no numbers, else by comparing it with all lines that follow.
 */
final class CsvFirstLine {
  /** What the first line is. */
  enum Verdict {
    HEADER, SAMPLE,
    /** One or the other: the caller must say which. */
    UNCLEAR
  }

  private static final int LEAST_SEQUENCE = 3;
  private static final int LONGEST_COUNT = 9;

  /** What programs write where a number is missing: no name of a column by itself. */
  private static final Set<String> MISSING =
      Set.of("?", "-", ".", "na", "n/a", "nan", "null", "none", "nil", "missing", "inf", "-inf", "+inf", "infinity",
          "-infinity", "+infinity");

  private final List<CsvReader.Cell> first;
  private final CsvSchema schema;
  private final List<String> numbers = new ArrayList<>();
  private final boolean likeNames;
  private final boolean counts;
  private final CsvReader.@Nullable Cell label;
  private final List<Integer> ignoredTexts = new ArrayList<>();
  private int records;
  private boolean labelAgain;
  private boolean textLabels;
  private boolean numberLabels;
  private boolean onlyNamesQuoted;
  private boolean othersCount;

  CsvFirstLine(List<CsvReader.Cell> first, CsvSchema schema) {
    this.first = first;
    this.schema = schema;
    CsvReader.Cell classCell = null;
    for (int column = 0; column < first.size(); column++) {
      String text = text(first, column);
      switch (schema.role(column)) {
        case FEATURE, TARGET -> {
          if (CsvLabel.isNumber(text)) {
            numbers.add(text);
          }
        }
        case CLASS -> classCell = first.get(column);
        case IGNORED -> {
          if (isName(text)) {
            ignoredTexts.add(column);
          }
        }
      }
    }
    label = classCell;
    likeNames = ascend(numbers);
    counts = counts(first);
  }

  /** The verdict where no other line can change it, else null; all features of the first line are numbers then. */
  @Nullable
  Verdict early(CsvLabels labels) {
    List<String> others = new ArrayList<>();
    for (int column = 0; column < first.size(); column++) {
      if (isValue(column) && !CsvLabel.isNumber(text(first, column))) {
        others.add(text(first, column));
      }
    }
    if (!others.isEmpty()) {
      if (numbers.isEmpty()) {
        return others.stream().allMatch(String::isEmpty) ? Verdict.UNCLEAR : Verdict.HEADER;
      }
      return likeNames && others.stream().anyMatch(CsvFirstLine::isName) ? Verdict.HEADER : Verdict.SAMPLE;
    }
    boolean named = label != null && labels.areGiven() && !isNumber(label) && labels.knows(label.text());
    return named ? Verdict.SAMPLE : null;
  }

  /** Whether the line's label is one of those that the caller gave, or there is none. */
  boolean hasLabelOf(CsvLabels labels) {
    return label == null || labels.knows(label.text());
  }

  /** Looks at the next line. */
  void compare(List<CsvReader.Cell> record) {
    records++;
    if (records == 1) {
      onlyNamesQuoted = allQuoted(first, true) && allQuoted(record, false);
    }
    for (int column = 0; column < Math.min(first.size(), record.size()); column++) {
      if (label != null && schema.role(column) == CsvSchema.Role.CLASS && !labelAgain) {
        CsvReader.Cell other = record.get(column);
        boolean number = isNumber(other);
        numberLabels |= number;
        textLabels |= !number;
        labelAgain = CsvLabel.of(label.text()).equals(CsvLabel.of(other.text()));
      }
    }
    othersCount = othersCount || counts && counts(record);
    ignoredTexts.removeIf(column -> column >= record.size() || !isNumber(record.get(column)));
  }

  /** The verdict after the last line. */
  Verdict verdict() {
    if (onlyNamesQuoted) {
      return Verdict.HEADER;
    }
    if (label != null && !isNumber(label)) {
      if (labelAgain) {
        return Verdict.SAMPLE;
      }
      if (numberLabels && !textLabels) {
        return likeNames && isName(label.text().strip()) ? Verdict.HEADER : Verdict.UNCLEAR;
      }
      return likeNames || differ(numbers) ? Verdict.UNCLEAR : Verdict.SAMPLE;
    }
    if (likeNames && records > 0 && !ignoredTexts.isEmpty()) {
      return Verdict.HEADER;
    }
    boolean strayNumber = label != null && !labelAgain && textLabels && !numberLabels;
    boolean names = counts && (!othersCount || text(first, firstRead()).equals("0"));
    return (likeNames && strayNumber) || names ? Verdict.UNCLEAR : Verdict.SAMPLE;
  }

  /** Why the verdict is unclear. */
  String doubt() {
    if (numbers.isEmpty()) {
      return "its cells are empty";
    }
    return label == null || labelAgain || isNumber(label) && !textLabels
        ? "its numbers could count the columns"
        : "its label \"" + DatasetText.excerpt(label.text()) + "\" stands in no other line";
  }

  private boolean isValue(int column) {
    CsvSchema.Role role = schema.role(column);
    return role == CsvSchema.Role.FEATURE || role == CsvSchema.Role.TARGET;
  }

  private boolean allQuoted(List<CsvReader.Cell> record, boolean quoted) {
    for (int column = 0; column < Math.min(first.size(), record.size()); column++) {
      if (isValue(column) && record.get(column).quoted() != quoted) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether all cells that are read are whole numbers at equal distances, such as 0, 1, 2, which programs write that have no
   * better names, or years.
   */
  private boolean counts(List<CsvReader.Cell> record) {
    BigDecimal before = null;
    BigDecimal step = null;
    int count = 0;
    for (int column = 0; column < Math.min(first.size(), record.size()); column++) {
      if (schema.role(column) == CsvSchema.Role.IGNORED) {
        continue;
      }
      BigDecimal number = CsvLabel.of(text(record, column)).number();
      if (number == null || number.scale() > 0 || number.precision() - number.scale() > LONGEST_COUNT) {
        return false;
      }
      if (before != null) {
        BigDecimal distance = number.subtract(before);
        if (distance.signum() == 0 || step != null && distance.compareTo(step) != 0) {
          return false;
        }
        step = distance;
      }
      before = number;
      count++;
    }
    return count >= LEAST_SEQUENCE;
  }

  private int firstRead() {
    int column = 0;
    while (schema.role(column) == CsvSchema.Role.IGNORED) {
      column++;
    }
    return column;
  }

  /** Whether numbers look like names: from 0, each above the one before, and whole or at least three. */
  private static boolean ascend(List<String> numbers) {
    boolean whole = true;
    BigDecimal before = null;
    for (String text : numbers) {
      BigDecimal number = CsvLabel.of(text).number();
      if (number == null || number.signum() < 0 || (before != null && number.compareTo(before) <= 0)) {
        return false;
      }
      whole &= number.scale() <= 0;
      before = number;
    }
    return whole || numbers.size() >= LEAST_SEQUENCE;
  }

  /** Whether numbers are whole and no two of them equal, as names are. */
  private static boolean differ(List<String> numbers) {
    return numbers.stream().allMatch(text -> CsvLabel.of(text).classNumber(Integer.MAX_VALUE) >= 0)
        && numbers.stream().map(CsvLabel::of).distinct().count() == numbers.size();
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && !CsvLabel.isNumber(text) && !MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isNumber(CsvReader.Cell cell) {
    return CsvLabel.isNumber(cell.text().strip());
  }

  private static String text(List<CsvReader.Cell> record, int column) {
    return record.get(column).text().strip();
  }
}
