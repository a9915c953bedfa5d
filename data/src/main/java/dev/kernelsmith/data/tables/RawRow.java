package dev.kernelsmith.data.tables;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that is prepared: of a table, or what a program asks a prediction for. */
sealed interface RawRow permits RawRow.OfTable, RawRow.OfMap {
  /** The text of a column; null where the row does not have it. */
  @Nullable
  String cell(String column);

  /** Whether a program brings the value as a number, which has no spelling of its own. */
  boolean isNumber(String column);

  /** The decimal sign of numbers. */
  char decimal();

  /** What is wrong with a cell, where it stands, and what to do. */
  RuntimeException fault(String column, String problem, String expected, String remedy);

  /** A row of a table. */
  record OfTable(TableRow row) implements RawRow {
    @Override
    public @Nullable String cell(String column) {
      return row.cell(column);
    }

    @Override
    public boolean isNumber(String column) {
      return false;
    }

    @Override
    public char decimal() {
      return row.decimal();
    }

    @Override
    public RuntimeException fault(String column, String problem, String expected, String remedy) {
      return row.fault(column, problem, expected, remedy);
    }
  }

  /** A row that a program brings: texts as the training's table has them, or numbers. */
  record OfMap(Map<String, ?> cells, char decimal) implements RawRow {
    @Override
    public @Nullable String cell(String column) {
      Object value = cells.get(column);
      if (value == null) {
        return cells.containsKey(column) ? "" : null;
      }
      if (value instanceof Number number) {
        return text(column, number).replace('.', decimal);
      }
      return value.toString();
    }

    @Override
    public boolean isNumber(String column) {
      return cells.get(column) instanceof Number;
    }

    private String text(String column, Number number) {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        throw fault(column, "the number is " + value, "a finite number", "leave the value out where it is not known");
      }
      // Whole numbers as most tables have them; categories that are spelt otherwise are found by their value.
      return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
          : new BigDecimal(number.toString()).toPlainString();
    }

    @Override
    public RuntimeException fault(String column, String problem, String expected, String remedy) {
      return new IllegalArgumentException(
          "column \"" + column + "\" of the row: " + problem + "; expected " + expected + "; " + remedy);
    }
  }
}
