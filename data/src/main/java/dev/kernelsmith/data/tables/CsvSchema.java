package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each column of one file is for. */
final class CsvSchema {
  /** The purpose of a column. */
  enum Role {
    FEATURE, TARGET, CLASS, IGNORED
  }

  /**
   * The columns that the user chose.
   *
   * @param targets columns with target values, in the target's order
   * @param classColumn the column with the class, or null
   * @param ignored columns that are not read
   */
  record Choice(List<CsvColumn> targets, @Nullable CsvColumn classColumn, List<CsvColumn> ignored) {
    boolean usesNames() {
      return Stream.of(targets, ignored).flatMap(List::stream).anyMatch(column -> column.name() != null)
          || (classColumn != null && classColumn.name() != null);
    }
  }

  private static final String SEPARATOR =
      "set the separator: the line has one column only (and remove it if it is a title or a comment)";

  private final Path file;
  private final int line;
  private final List<String> names;
  private final Role[] roles;
  private final int[] targets;

  /**
   * Finds the chosen columns.
   *
   * @param file named in messages
   * @param line the line that shows the columns
   * @param names the columns' names; made up from the index where the file has none
   * @param choice what the user chose
   */
  CsvSchema(Path file, int line, List<String> names, Choice choice) {
    this.file = file;
    this.line = line;
    this.names = List.copyOf(names);
    roles = new Role[names.size()];
    Arrays.fill(roles, Role.FEATURE);
    targets = choice.targets().stream().mapToInt(column -> assign(column, Role.TARGET)).toArray();
    if (choice.classColumn() != null) {
      assign(choice.classColumn(), Role.CLASS);
    }
    choice.ignored().forEach(column -> assign(column, Role.IGNORED));
    if (!List.of(roles).contains(Role.FEATURE)) {
      throw error(
          "there are " + roles.length + " columns and none is left as a feature", "at least one feature",
          roles.length == 1 ? SEPARATOR : "choose fewer columns as target, class or ignored");
    }
  }

  private int assign(CsvColumn column, Role role) {
    int index = find(column);
    if (roles[index] != Role.FEATURE) {
      throw new IllegalArgumentException(
          "column index " + index + " (\"" + names.get(index) + "\") of " + file
              + " is chosen twice: name each column once");
    }
    roles[index] = role;
    return index;
  }

  private int find(CsvColumn column) {
    if (column.name() == null) {
      if (column.index() >= names.size()) {
        throw error("there is no column index " + column.index(), "0 to " + (names.size() - 1),
            names.size() == 1 ? SEPARATOR : "columns are counted from 0");
      }
      return column.index();
    }
    int[] found = IntStream.range(0, names.size()).filter(i -> names.get(i).equals(column.name())).toArray();
    if (found.length == 0) {
      String name = column.name();
      throw error("no column is named \"" + name + "\"", "one of the columns " + names,
          names.size() == 1 ? SEPARATOR : "spell the name as there, or choose by index where that is no header");
    }
    if (found.length > 1) {
      throw error(found.length + " columns are named \"" + column.name() + "\"", "different names",
          "choose the column by its index, one of " + Arrays.toString(found));
    }
    return found[0];
  }

  /** The line that shows the columns. */
  int line() {
    return line;
  }

  /** Number of columns. */
  int width() {
    return roles.length;
  }

  /** The purpose of a column. */
  Role role(int column) {
    return roles[column];
  }

  /** Columns with target values, in the target's order. */
  int[] targets() {
    return targets;
  }

  /** Name of a column. */
  String name(int column) {
    return names.get(column);
  }

  /** Names of the feature columns. */
  List<String> featureNames() {
    return IntStream.range(0, roles.length).filter(i -> roles[i] == Role.FEATURE).mapToObj(names::get).toList();
  }

  /** Names of the target columns, in the target's order. */
  List<String> targetNames() {
    return Arrays.stream(targets).mapToObj(names::get).toList();
  }

  private DataFormatException error(String problem, String expected, String remedy) {
    return new DataFormatException(file, "line " + line + ": " + problem, expected, remedy);
  }
}
