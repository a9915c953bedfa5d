package dev.kernelsmith.data.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of texts: what a file has, before anything is made of it. Immutable. Its rows are in memory, or stay in their file ({@link TableFile#onDemand}).
 */
public final class Table implements TableSource {
  private final String name;
  private final Map<String, Integer> columns;
  private final List<TableRow> rows;
  private final char decimal;

  /**
   * A table in two parts.
   *
   * @param train the rows to learn from
   * @param test the others
   */
  public record Split(Table train, Table test) {}

  /** Takes the list as it is; nobody may change it. */
  Table(String name, Map<String, Integer> columns, List<TableRow> rows, char decimal) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
    this.decimal = decimal;
  }

  /**
   * Reads a file of comma-separated values with a header; {@link TableFile} reads others.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if the file is no such, or has no row, with file and line
   * @throws IOException if the file does not exist or cannot be read
   */
  public static Table read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    return TableFile.of(file).read();
  }

  /**
   * A table of a program's own texts.
   *
   * @param columns their names
   * @param rows the cells of each row; empty where a value is missing
   * @throws IllegalArgumentException if a name is blank or stands twice, there is no row, or one has another number of cells
   */
  public static Table of(List<String> columns, List<List<String>> rows) {
    Objects.requireNonNull(columns, "columns");
    Objects.requireNonNull(rows, "rows");
    requireNames(columns);
    Map<String, Integer> index = index(columns);
    List<TableRow> made = new ArrayList<>();
    for (List<String> cells : rows) {
      if (cells.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row " + (made.size() + 1) + " has " + cells.size() + " cells, but there are "
                + columns.size() + " columns " + columns);
      }
      made.add(new TableRow("table", index, made.size() + 1, List.copyOf(cells), '.'));
    }
    if (made.isEmpty()) {
      throw new IllegalArgumentException("the table has no row: at least one is needed");
    }
    return new Table("table", index, List.copyOf(made), '.');
  }

  static void requireNames(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String column : names) {
      if (column.isBlank() || !seen.add(column)) {
        throw new IllegalArgumentException(
            "the column name \"" + column + "\" is blank or stands twice: give each column a name of its own");
      }
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException("there is no column name: give one for each column");
    }
  }

  static Map<String, Integer> index(List<String> names) {
    Map<String, Integer> index = new LinkedHashMap<>();
    names.forEach(column -> index.put(column, index.size()));
    return Collections.unmodifiableMap(index);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  @Override
  public char decimal() {
    return decimal;
  }

  @Override
  public Stream<TableRow> rows() {
    return rows.stream();
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /** Whether rows stay in their file until they are asked for. */
  public boolean isOnDemand() {
    return rows instanceof FileRows;
  }

  /** A row, by number from 0. */
  public TableRow row(int number) {
    return rows.get(number);
  }

  /** The rows with these numbers, in this order. */
  public Table select(int... numbers) {
    Objects.requireNonNull(numbers, "numbers");
    if (rows instanceof FileRows inFile) {
      return new Table(name, columns, inFile.select(numbers), decimal);
    }
    return new Table(name, columns, Arrays.stream(numbers).mapToObj(rows::get).toList(), decimal);
  }

  /**
   * Divides the rows at random; both parts keep the table's order. The same table, share and seed always give the same parts.
   *
   * @param trainShare share of the rows to learn from, above 0 and below 1
   * @param seed chooses the rows
   * @throws IllegalArgumentException if the share is out of range or leaves one part without a row
   */
  public Split split(double trainShare, long seed) {
    return split(trainShare, seed, List.of(IntStream.range(0, rows.size()).toArray()));
  }

  /**
   * The same, but each text of a column has the same share in both parts, as near as whole rows allow; a text with a single row is in the first part.
   *
   * @param stratified the column, such as that of the label
   * @throws IllegalArgumentException if there is no such column, the share is out of range or leaves one part without a row
   */
  public Split split(double trainShare, long seed, String stratified) {
    Map<String, IntList> groups = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      groups.computeIfAbsent(rows.get(i).get(stratified), text -> new IntList()).add(i);
    }
    return split(trainShare, seed, groups.values().stream().map(IntList::toArray).toList());
  }

  private Split split(double trainShare, long seed, List<int[]> groups) {
    if (!(trainShare > 0 && trainShare < 1)) {
      throw new IllegalArgumentException("the share to learn from must be above 0 and below 1, but is " + trainShare);
    }
    Random random = new Random(seed);
    boolean[] held = new boolean[rows.size()];
    double owed = 0;
    for (int[] order : groups) {
      shuffle(order, random);
      // What rounding left of one group goes to the next, so that the whole has its share, too.
      double wanted = order.length * (1 - trainShare) + owed;
      int taken = Math.max(0, Math.min(order.length - 1, (int) Math.rint(wanted)));
      owed = wanted - taken;
      for (int i = 0; i < taken; i++) {
        held[order[i]] = true;
      }
    }
    int[] train = IntStream.range(0, held.length).filter(i -> !held[i]).toArray();
    int[] test = IntStream.range(0, held.length).filter(i -> held[i]).toArray();
    if (train.length == 0 || test.length == 0) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "a share of %s leaves one part of %d rows without any: take another share, or more rows", trainShare,
          rows.size()));
    }
    return new Split(select(train), select(test));
  }

  /** As {@link java.util.Collections#shuffle}, without an object for each number. */
  private static void shuffle(int[] numbers, Random random) {
    for (int i = numbers.length; i > 1; i--) {
      int other = random.nextInt(i);
      int number = numbers[i - 1];
      numbers[i - 1] = numbers[other];
      numbers[other] = number;
    }
  }

  /** Name, size and columns. */
  @Override
  public String toString() {
    return name + ": " + rows.size() + " rows of " + columns.keySet() + (isOnDemand() ? ", read on demand" : "");
  }
}
