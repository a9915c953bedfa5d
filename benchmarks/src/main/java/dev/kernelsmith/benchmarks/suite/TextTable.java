package dev.kernelsmith.benchmarks.suite;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells; columns are as wide as they must be, the first ones to the left, numbers to the right. */
public final class TextTable {
  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param leftColumns columns that are no numbers
   */
  public TextTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  /** Adds a row. */
  public void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** Prints all rows. */
  public void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String blanks = " ".repeat(width(column) - cell.length());
        line.append(column == 0 ? "" : "  ").append(column < leftColumns ? cell + blanks : blanks + cell);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().filter(row -> row.size() > column).mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
