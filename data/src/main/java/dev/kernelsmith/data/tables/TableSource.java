package dev.kernelsmith.data.tables;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Rows of text with named columns: a {@link Table} in memory, or a {@link TableFile} that is read again each time. */
public interface TableSource {
  /** What messages call it: the file. */
  String name();

  /**
   * Names of the columns, in their order; all differ.
   *
   * @throws IOException if a file cannot be read
   */
  List<String> columns() throws IOException;

  /** The decimal sign of its numbers. */
  char decimal();

  /**
   * All rows in their order, each with a cell for each column, read as they are asked for. To be closed. A failure of the file system on the way is an {@link
   * java.io.UncheckedIOException}.
   *
   * @throws IOException if a file cannot be read
   * @throws dev.kernelsmith.runtime.io.DataFormatException at once or from the stream, if a file is not as it should be, with its line
   */
  Stream<TableRow> rows() throws IOException;
}
