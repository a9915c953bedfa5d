package dev.kernelsmith.data.tables;

import dev.kernelsmith.data.pipeline.Located;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a table, which knows where it stands. */
public final class TableRow implements Located {
  private final String source;
  private final Map<String, Integer> columns;
  private final int line;
  private final List<String> cells;
  private final char decimal;

  TableRow(String source, Map<String, Integer> columns, int line, List<String> cells, char decimal) {
    this.source = source;
    this.columns = columns;
    this.line = line;
    this.cells = cells;
    this.decimal = decimal;
  }

  /** Number of the file's line in which it begins, from 1; of rows that are in no file, of the row. */
  public int line() {
    return line;
  }

  /**
   * Where a row stands.
   *
   * @param source the file, or what else has it
   * @param line number of its line
   */
  private record Line(String source, int line) {
    @Override
    public String toString() {
      return source + ": line " + line;
    }
  }

  @Override
  public Object place() {
    return new Line(source, line);
  }

  /** The cells in the order of the columns. */
  public List<String> cells() {
    return cells;
  }

  /**
   * The cell of a column.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public String get(String column) {
    String cell = cell(column);
    if (cell == null) {
      throw new IllegalArgumentException("there is no column \"" + column + "\"; there are " + columns.keySet());
    }
    return cell;
  }

  /** Cells by column, as a prediction takes them. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    columns.forEach((name, number) -> map.put(name, cells.get(number)));
    return Collections.unmodifiableMap(map);
  }

  /** The cell of a column; null where there is no such column. */
  @Nullable
  String cell(String column) {
    Integer number = columns.get(column);
    return number == null ? null : cells.get(number);
  }

  char decimal() {
    return decimal;
  }

  DataFormatException fault(String column, String problem, String expected, String remedy) {
    return new DataFormatException(source, "line " + line + ", column \"" + column + "\": " + problem, expected,
        remedy);
  }

  /** Where it stands, and its cells. */
  @Override
  public String toString() {
    return source + ", line " + line + ": " + asMap();
  }
}
