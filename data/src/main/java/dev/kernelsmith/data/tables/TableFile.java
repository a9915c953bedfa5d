package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileKind;
import dev.kernelsmith.runtime.io.FileLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file of separated values (RFC 4180, UTF-8, with or without byte order mark, any line ends) as a table of texts, into memory or row by row:
 *
 * <pre>{@code
 * Table table = TableFile.of(path).delimiter(';').decimal(',').read();
 * }</pre>
 *
 * <p>The first line names the columns, unless {@link #columns(String...)} does. White space around cells that are not in quotes does not count. Empty lines are no rows.
 */
public final class TableFile implements TableSource {
  private final Path file;
  private char delimiter = ',';
  private char decimal = '.';
  private @Nullable List<String> given;

  private TableFile(Path file) {
    this.file = file;
  }

  /** A file with commas between cells and a point in numbers, whose first line names the columns. */
  public static TableFile of(Path file) {
    Objects.requireNonNull(file, "file");
    return new TableFile(file);
  }

  /**
   * Sets the character between cells.
   *
   * @throws IllegalArgumentException if it is a quote, a line end, a surrogate or the byte order mark
   */
  public TableFile delimiter(char character) {
    CsvFile.requireSeparator(character);
    delimiter = character;
    return this;
  }

  /**
   * Sets the decimal sign: a point or a comma. The other one is then in no number: marks of thousands are not guessed.
   *
   * @throws IllegalArgumentException if it is another character
   */
  public TableFile decimal(char sign) {
    if (sign != '.' && sign != ',') {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "'%s' is no decimal sign: it is '.' or ','", sign));
    }
    decimal = sign;
    return this;
  }

  /**
   * Names the columns of a file without a header: its first line is a row like the others.
   *
   * @throws IllegalArgumentException if there is no name, one is blank or stands twice
   */
  public TableFile columns(String... names) {
    Objects.requireNonNull(names, "names");
    Table.requireNames(List.of(names));
    given = List.of(names);
    return this;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public char decimal() {
    return decimal;
  }

  @Override
  public List<String> columns() throws IOException {
    if (given != null) {
      return given;
    }
    try (Rows rows = new Rows()) {
      return List.copyOf(rows.columns.keySet());
    }
  }

  @Override
  public Stream<TableRow> rows() throws IOException {
    Rows rows = new Rows();
    return StreamSupport
        .stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL), false)
        .onClose(rows::close);
  }

  /**
   * Reads the whole file into memory.
   *
   * @throws DataFormatException if the file is not as described here, or has no row, with file and line
   * @throws IOException if the file does not exist or cannot be read
   */
  public Table read() throws IOException {
    List<TableRow> rows = new ArrayList<>();
    try (Rows source = new Rows()) {
      try {
        source.forEachRemaining(rows::add);
      } catch (OutOfMemoryError error) {
        int read = rows.size();
        rows.clear();
        throw new DataFormatException(file, "after " + read + " rows memory was full",
            "a table that fits into the heap",
            "give Java more memory with -Xmx, or say onDemand() in place of read()",
            error);
      } catch (UncheckedIOException exception) {
        throw exception.getCause();
      }
      if (rows.isEmpty()) {
        throw withoutRows();
      }
      return new Table(name(), source.columns, List.copyOf(rows), decimal);
    }
  }

  /**
   * Goes through the whole file once, checks that each row has as many cells as there are columns, and keeps where it begins: 12 bytes a row. Rows are read when they are asked for, by any number of threads and in any
   * order, so that a table may be larger than memory. Nobody may write to the file meanwhile: a row that is no longer where it was is an error, another one of the same length is not noticed.
   *
   * @throws DataFormatException if the file is not as described here, or has no row, with file and line
   * @throws IOException if the file does not exist or cannot be read
   */
  public Table onDemand() throws IOException {
    FileRows.Index index = new FileRows.Index();
    try (Rows source = new Rows()) {
      while (source.hasNext()) {
        long start = source.reader.start();
        index.add(start, source.next().line());
      }
      if (index.size() == 0) {
        throw withoutRows();
      }
      return new Table(name(), source.columns, index.rows(file, delimiter, source.columns, decimal), decimal);
    } catch (UncheckedIOException exception) {
      throw exception.getCause();
    }
  }

  private DataFormatException withoutRows() {
    return new DataFormatException(file, "it has a header, but no line after it", "at least one row",
        "use another file");
  }

  /** In words. */
  @Override
  public String toString() {
    return "table file " + file + ", delimiter '" + delimiter + "', decimal sign '" + decimal + "'";
  }

  private final class Rows implements Iterator<TableRow>, AutoCloseable {
    private final CsvReader reader;
    private final Map<String, Integer> columns;
    private @Nullable List<CsvReader.Cell> next;

    Rows() throws IOException {
      FileLimits.requireRegularFile(file);
      FileKind kind = FileKind.of(file).filter(CsvLoader.NO_TEXT::contains).orElse(null);
      if (kind != null) {
        throw new DataFormatException(file, "it is " + kind.description(), "a text file of separated values",
            "name such a file, or export one from the program that wrote this");
      }
      reader = new CsvReader(file, delimiter);
      try {
        List<CsvReader.Cell> first = reader.next();
        if (first == null) {
          throw new DataFormatException(file, "it is empty", "a line with the names of the columns, and rows",
              "use another file");
        }
        boolean header = given == null;
        columns = Table.index(given != null ? given : header(first));
        next = header ? reader.next() : first;
      } catch (Throwable failure) {
        reader.close();
        throw failure;
      }
    }

    private List<String> header(List<CsvReader.Cell> first) {
      List<String> names = new ArrayList<>();
      for (CsvReader.Cell cell : first) {
        String name = cell.text().strip();
        names.add(name.isEmpty() ? "column" + names.size() : name);
      }
      int line = first.getFirst().line();
      if (first.stream().allMatch(cell -> CsvLabel.isNumber(cell.text().strip()))) {
        throw new DataFormatException(file, "line " + line + ": the first line has numbers only: " + excerpt(names),
            "names of the columns", "say columns(\"name\", ...) if this line is a row, or give the file a header");
      }
      for (int i = 0; i < names.size(); i++) {
        int other = names.indexOf(names.get(i));
        if (other < i) {
          throw new DataFormatException(file,
              "line " + line + ": columns " + (other + 1) + " and " + (i + 1) + " are both named \"" + names.get(i)
                  + "\"",
              "different names", "rename one in the file, or say columns(\"name\", ...) for a file without a header");
        }
      }
      if (names.size() == 1) {
        for (char other : ";\t|,".toCharArray()) {
          if (other != delimiter && names.getFirst().indexOf(other) > 0) {
            throw new DataFormatException(file,
                "line " + line + ": there is no '" + delimiter + "', but '" + shown(other) + "' in \""
                    + excerpt(names) + "\"",
                "columns divided by '" + delimiter + "'", "say delimiter('" + shown(other) + "')");
          }
        }
      }
      return names;
    }

    private static String shown(char character) {
      return character == '\t' ? "\\t" : String.valueOf(character);
    }

    private static String excerpt(List<String> names) {
      return DatasetText.list(names);
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public TableRow next() {
      List<CsvReader.Cell> record = next;
      if (record == null) {
        throw new NoSuchElementException();
      }
      int line = record.getFirst().line();
      if (record.size() != columns.size()) {
        throw new DataFormatException(file,
            "line " + line + ": the row has " + record.size() + (record.size() == 1 ? " cell" : " cells"),
            columns.size() + ", one for each column " + excerpt(List.copyOf(columns.keySet())),
            "give the line as many cells, or look for a quote or delimiter that is missing; the delimiter is '"
                + shown(delimiter) + "'");
      }
      try {
        next = reader.next();
      } catch (IOException exception) {
        throw new UncheckedIOException(exception);
      }
      return new TableRow(name(), columns, line, record.stream().map(CsvReader.Cell::text).toList(), decimal);
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException exception) {
        throw new UncheckedIOException(exception);
      }
    }
  }
}
