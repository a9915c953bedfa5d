package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Rows that stay in their file, which is mapped into memory for as long as there are rows of it. For any number of threads. */
final class FileRows extends AbstractList<TableRow> implements RandomAccess {
  private static final String EXPECTED = "a file that nobody writes to while it is in use";
  private static final String REMEDY = "use a copy of it, or read it into memory";

  private final Source source;
  private final int @Nullable [] selected;

  /**
   * A file and where its rows are.
   *
   * @param starts of the rows, in bytes, and behind them the end of the file
   * @param lines in which they begin
   */
  private record Source(Path file, MemorySegment content, char delimiter, Map<String, Integer> columns, char decimal,
      long[] starts, int[] lines) {
    TableRow row(int number) {
      int line = lines[number];
      byte[] bytes = new byte[(int) Math.min(FileLimits.MAX_ARRAY_LENGTH, starts[number + 1] - starts[number])];
      try {
        MemorySegment.copy(content, ValueLayout.JAVA_BYTE, starts[number], bytes, 0, bytes.length);
      } catch (InternalError truncated) { // what the JVM makes of reading a mapped page that is no longer there
        throw new DataFormatException(file, problem(line), EXPECTED, REMEDY, truncated);
      }
      List<CsvReader.Cell> cells;
      try {
        cells = CsvReader.of(file, delimiter, new String(bytes, StandardCharsets.UTF_8), line).next();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      } catch (DataFormatException changed) { // it could be read when it was looked for
        throw new DataFormatException(file, problem(line), EXPECTED, REMEDY, changed);
      }
      if (cells == null || cells.size() != columns.size()) {
        throw new DataFormatException(file, problem(line), EXPECTED, REMEDY);
      }
      return new TableRow(file.toString(), columns, line, cells.stream().map(CsvReader.Cell::text).toList(), decimal);
    }

    private static String problem(int line) {
      return "line " + line + ": the row is no longer where it was";
    }
  }

  /** Collects where rows begin. */
  static final class Index {
    private long[] starts = new long[1024];
    private final IntList lines = new IntList();
    private int size;

    void add(long start, int line) {
      if (size + 1 == starts.length) {
        starts = Arrays.copyOf(starts, (int) Math.min(FileLimits.MAX_ARRAY_LENGTH, size + 2L + size / 2));
      }
      starts[size++] = start;
      lines.add(line);
    }

    int size() {
      return size;
    }

    FileRows rows(Path file, char delimiter, Map<String, Integer> columns, char decimal) throws IOException {
      try (FileChannel channel = FileChannel.open(file)) {
        MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        starts[size] = content.byteSize();
        return new FileRows(
            new Source(file, content, delimiter, columns, decimal, Arrays.copyOf(starts, size + 1), lines.toArray()),
            null);
      }
    }
  }

  private FileRows(Source source, int @Nullable [] selected) {
    this.source = source;
    this.selected = selected;
  }

  /** The rows with these numbers, in this order. */
  FileRows select(int... numbers) {
    return new FileRows(source, Arrays.stream(numbers).map(this::number).toArray());
  }

  private int number(int index) {
    Objects.checkIndex(index, size());
    return selected == null ? index : selected[index];
  }

  @Override
  public TableRow get(int index) {
    return source.row(number(index));
  }

  @Override
  public int size() {
    return selected == null ? source.lines().length : selected.length;
  }
}
