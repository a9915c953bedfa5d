package dev.kernelsmith.runtime.data;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to read samples from a file of comma-separated values (RFC 4180, UTF-8), one sample per line:
 *
 * <pre>{@code
 * CsvDataset iris = CsvFile.of(path).classColumn("species").read();
 * CsvDataset houses = CsvFile.of(path).separator(';').target("price").ignore("id").read();
 * }</pre>
 *
 * <p>All columns but the target, the class and the ignored ones are features, in the file's order. Features and
 * targets are decimal numbers such as {@code -1.5} or {@code 2e-3}; an empty cell is an error, since what it should
 * stand for is for the user to say. Columns are named by the header or by their index from 0. White space around
 * cells that are not in quotes does not count.
 */
public final class CsvFile {
  /** Whether the first line names the columns. */
  public enum Header {
    /** It does if columns are chosen by name, or if no cell in a feature or target column of that line is a number. */
    AUTO,
    /** It does. */
    YES,
    /** It is a sample like the others. */
    NO
  }

  private final Path file;
  private char separator = ',';
  private Header header = Header.AUTO;
  private final List<CsvColumn> targets = new ArrayList<>();
  private @Nullable CsvColumn classColumn;
  private final List<CsvColumn> ignored = new ArrayList<>();
  private @Nullable List<String> classNames;

  private CsvFile(Path file) {
    this.file = file;
  }

  /**
   * A file with commas, whose header is recognised, and whose columns are all features until a target or a class is
   * named.
   */
  public static CsvFile of(Path file) {
    return new CsvFile(file);
  }

  /**
   * Sets the character between cells; a comma unless set.
   *
   * @throws IllegalArgumentException if it is a quote, a line end, a surrogate or the byte order mark
   */
  public CsvFile separator(char character) {
    if (character == '"' || character == '\n' || character == '\r' || character == '\ufeff'
        || Character.isSurrogate(character)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the character U+%04X cannot separate cells", (int) character));
    }
    separator = character;
    return this;
  }

  /** Says whether the first line names the columns; {@link Header#AUTO} unless set. */
  public CsvFile header(Header kind) {
    header = kind;
    return this;
  }

  /** Names the columns that hold the target values, in their order in the target. */
  public CsvFile target(String... names) {
    List.of(names).forEach(name -> targets.add(CsvColumn.named(name)));
    return this;
  }

  /** Gives the indices of the columns that hold the target values, in their order in the target. */
  public CsvFile target(int... indices) {
    for (int index : indices) {
      targets.add(CsvColumn.at(index));
    }
    return this;
  }

  /** Names the column that holds the class; see {@link #classNames} for how labels become numbers. */
  public CsvFile classColumn(String name) {
    classColumn = CsvColumn.named(name);
    return this;
  }

  /** Gives the index of the column that holds the class; see {@link #classNames} for how labels become numbers. */
  public CsvFile classColumn(int index) {
    classColumn = CsvColumn.at(index);
    return this;
  }

  /** Names columns that are not read. */
  public CsvFile ignore(String... names) {
    List.of(names).forEach(name -> ignored.add(CsvColumn.named(name)));
    return this;
  }

  /** Gives the indices of columns that are not read. */
  public CsvFile ignore(int... indices) {
    for (int index : indices) {
      ignored.add(CsvColumn.at(index));
    }
    return this;
  }

  /**
   * Sets the class labels, numbered from 0 as they stand here; any other label in the file is an error. Use it with the
   * {@link CsvDataset#classNames} of the training file for all other files of the same kind.
   *
   * <p>Unless set: if all labels of the file are whole numbers from 0, they are the class numbers. Otherwise the
   * different labels are numbered from 0 in the natural order of {@link String}, whatever their order in the file.
   *
   * @throws IllegalArgumentException if there is no label, an empty one, or the same twice
   */
  public CsvFile classNames(List<String> names) {
    if (names.isEmpty() || names.contains("") || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the class names %s are not different, non-empty labels", names));
    }
    classNames = List.copyOf(names);
    return this;
  }

  /**
   * Reads the file.
   *
   * @throws DataFormatException if the file is not as described here, with file, line and column
   * @throws IllegalArgumentException if columns are chosen in a way that no file can satisfy: for two purposes, by
   *     name without header, or class and target both
   * @throws IOException if the file does not exist or cannot be read
   */
  public CsvDataset read() throws IOException {
    if (classColumn != null && !targets.isEmpty()) {
      throw new IllegalArgumentException(
          "a class column and target columns are chosen: a sample has either a class or values");
    }
    CsvSchema.Choice choice = new CsvSchema.Choice(List.copyOf(targets), classColumn, List.copyOf(ignored));
    if (header == Header.NO && choice.usesNames()) {
      throw new IllegalArgumentException(
          "columns are chosen by name, but the file is said to have no header: use indices");
    }
    return new CsvLoader(file, separator, header, choice, classNames).load();
  }
}
