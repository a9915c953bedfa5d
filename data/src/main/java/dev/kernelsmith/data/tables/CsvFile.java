package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
    /**
     * It does if columns are chosen by name. Else the line is compared with the others:
     *
     * <ul>
     *   <li>no feature or target in it is a number: it does;
     *   <li>some are texts, and the numbers look like names (from 0, each above the one before; whole, or at least
     *       three): it does;
     *   <li>all are numbers that look like names, and the class column, or an ignored one, has a text in this line and
     *       numbers in all others: it does;
     *   <li>all are numbers in quotes, and those of the next line are not: it does;
     *   <li>its label stands in another line, too: it is a sample;
     *   <li>both are possible: a {@link DataFormatException} asks for {@link #YES} or {@link #NO}. So it is where the
     *       label is a text that no other line has while others have texts, too, and all features are whole numbers
     *       that differ or look like names; where the label is a text among numbers and the features do not look like
     *       names; where the line is just 0, 1, 2 and so on; and where it is other whole numbers at equal distances,
     *       such as years, and no other line is;
     *   <li>in all other cases it is a sample. A mark of a missing number, such as {@code ?} or {@code NA}, counts as
     *       no name.
     * </ul>
     */
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
    Objects.requireNonNull(file, "file");
    return new CsvFile(file);
  }

  /**
   * Sets the character between cells; a comma unless set.
   *
   * @throws IllegalArgumentException if it is a quote, a line end, a surrogate or the byte order mark
   */
  public CsvFile separator(char character) {
    requireSeparator(character);
    separator = character;
    return this;
  }

  static void requireSeparator(char character) {
    if (character == '"' || character == '\n' || character == '\r' || character == '\ufeff'
        || Character.isSurrogate(character)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the character U+%04X cannot separate cells", (int) character));
    }
  }

  /** Says whether the first line names the columns; {@link Header#AUTO} unless set. */
  public CsvFile header(Header kind) {
    Objects.requireNonNull(kind, "kind");
    header = kind;
    return this;
  }

  /** Names the columns that hold the target values, in their order in the target. */
  public CsvFile target(String... names) {
    Objects.requireNonNull(names, "names");
    List.of(names).forEach(name -> targets.add(CsvColumn.named(name)));
    return this;
  }

  /** Gives the indices of the columns that hold the target values, in their order in the target. */
  public CsvFile target(int... indices) {
    Objects.requireNonNull(indices, "indices");
    for (int index : indices) {
      targets.add(CsvColumn.at(index));
    }
    return this;
  }

  /** Names the column that holds the class; see {@link #classNames} for how labels become numbers. */
  public CsvFile classColumn(String name) {
    Objects.requireNonNull(name, "name");
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
    Objects.requireNonNull(names, "names");
    List.of(names).forEach(name -> ignored.add(CsvColumn.named(name)));
    return this;
  }

  /** Gives the indices of columns that are not read. */
  public CsvFile ignore(int... indices) {
    Objects.requireNonNull(indices, "indices");
    for (int index : indices) {
      ignored.add(CsvColumn.at(index));
    }
    return this;
  }

  /**
   * Sets the class labels, numbered from 0 as they stand here; any other label in the file is an error. Use it with the
   * {@link CsvDataset#classNames} of the training file for all other files of the same kind: a file that lacks a class
   * could number the others differently.
   *
   * <p>A label that is spelled as a decimal number is that number: {@code 1}, {@code 01}, {@code +1}, {@code 1.0},
   * {@code 1e0} and {@code 1.} are one label, here and in the file, and so are {@code 0} and {@code -0.0}; numbers are
   * exact, with any number of digits, which may be those of any script. A number with a comma ({@code 1,5}) is an error,
   * unless it stands here: the comma could be a decimal sign or a mark of thousands. Any other label is a text,
   * and only the same text is the same label.
   *
   * <p>Unless set: if all labels of the file are whole numbers from 0 to 65535, they are the class numbers, also where
   * some in between do not occur. Otherwise the different labels are numbered from 0, numbers first in numeric order,
   * then texts in the natural order of {@link String}, whatever their order in the file. {@link CsvDataset#classNames}
   * and the data set's {@code toString} tell which label became which class.
   *
   * <p>So labels 1 to 3 are the classes 1 to 3, which a network of three outputs, with the classes 0 to 2, refuses. With
   * {@code classNames(List.of("1", "2", "3"))} they are the classes 0 to 2.
   *
   * @throws IllegalArgumentException if there is no label, an empty one, or the same twice
   */
  public CsvFile classNames(List<String> names) {
    Objects.requireNonNull(names, "names");
    List<String> copy = List.copyOf(names);
    new CsvLabels(copy);
    classNames = copy;
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

  /** In words. */
  @Override
  public String toString() {
    return "CSV file " + file + ", separator '" + separator + "', header " + header;
  }
}
