package dev.kernelsmith.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a file writes a table, as its beginning shows it. Only a guess, which the command prints: the file is read, and checked, by {@code TableFile}.
 *
 * @param delimiter what is between cells
 * @param decimal the decimal sign
 */
record TableForm(char delimiter, char decimal) {
  private static final int BEGINNING = 1 << 22; // a line with the names of some hundred thousand columns
  private static final int MOST_LINES = 100;
  private static final String DELIMITERS = ",;\t|";
  private static final Pattern COMMA = Pattern.compile("[+-]?\\d+,\\d+");
  private static final Pattern POINT = Pattern.compile("[+-]?\\d+\\.\\d+");

  /** Looks at the beginning of a file. What is no regular file is said where it is read. */
  static TableForm of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new TableForm(',', '.');
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BEGINNING);
    }
    return of(new String(bytes, StandardCharsets.UTF_8), bytes.length == BEGINNING);
  }

  /**
   * Looks at a text: the delimiter is the one that most lines have as often as the first, the decimal sign is a comma where numbers have one and none has a point.
   *
   * @param cut whether the last line may be incomplete
   */
  static TableForm of(String text, boolean cut) {
    char delimiter = ',';
    long best = 0;
    for (char candidate : DELIMITERS.toCharArray()) {
      List<List<String>> rows = rows(text, candidate, cut);
      int width = rows.isEmpty() ? 1 : rows.getFirst().size();
      long alike = width == 1 ? 0 : 1000L * rows.stream().filter(row -> row.size() == width).count() / rows.size();
      if (alike > best) {
        best = alike;
        delimiter = candidate;
      }
    }
    long commas = 0;
    long points = 0;
    for (List<String> row : rows(text, delimiter, cut)) {
      commas += row.stream().filter(cell -> COMMA.matcher(cell).matches()).count();
      points += row.stream().filter(cell -> POINT.matcher(cell).matches()).count();
    }
    return new TableForm(delimiter, commas > 0 && points == 0 ? ',' : '.');
  }

  /** Cells of the first lines; what stands in quotes is no delimiter and no line end. */
  private static List<List<String>> rows(String text, char delimiter, boolean cut) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length() && rows.size() < MOST_LINES; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == delimiter || c == '\n' || c == '\r')) {
        row.add(cell.toString().strip());
        cell.setLength(0);
        if (c != delimiter) {
          end(rows, row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    if (!cut && !quoted && rows.size() < MOST_LINES) {
      row.add(cell.toString().strip());
      end(rows, row);
    }
    return rows;
  }

  private static void end(List<List<String>> rows, List<String> row) {
    if (row.size() > 1 || !row.getFirst().isEmpty()) {
      rows.add(row);
    }
  }

  /** In words. */
  @Override
  public String toString() {
    String between = switch (delimiter) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      default -> "'" + delimiter + "'";
    };
    return between + " between cells, decimal " + (decimal == ',' ? "comma" : "point");
  }
}
