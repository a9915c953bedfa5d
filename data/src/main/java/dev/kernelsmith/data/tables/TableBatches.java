package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a table that is read row by row, again for each epoch; see {@link FittedPreparation#batches}. Holds a batch and the shuffle buffer at a time. The same table,
 * numbers and seed give the same batches. For one thread.
 */
public final class TableBatches implements Iterator<Dataset>, AutoCloseable {
  private final FittedPreparation preparation;
  private final TableSource table;
  private final int batchSize;
  private final int epochs;
  private final int shuffleBuffer;
  private final long seed;
  private int epoch;
  private boolean anyBatch;
  private Random random = new Random(0);
  private final List<TableRow> held = new ArrayList<>();
  private @Nullable Stream<TableRow> stream;
  private @Nullable Iterator<TableRow> rows;
  private @Nullable Dataset next;

  TableBatches(
      FittedPreparation preparation, TableSource table, int batchSize, int epochs, int shuffleBuffer, long seed) {
    if (batchSize < 1 || epochs < 1 || shuffleBuffer < 1) {
      throw new IllegalArgumentException("batchSize, epochs and shuffleBuffer must be at least 1, but are " + batchSize
          + ", " + epochs + " and " + shuffleBuffer);
    }
    this.preparation = preparation;
    this.table = table;
    this.batchSize = batchSize;
    this.epochs = epochs;
    this.shuffleBuffer = shuffleBuffer;
    this.seed = seed;
  }

  @Override
  public boolean hasNext() {
    while (next == null && (rows != null || epoch < epochs)) {
      if (rows == null) {
        open();
      }
      TableDataset.Builder builder = new TableDataset.Builder(preparation, batchSize);
      TableRow row = row();
      while (row != null) {
        builder.add(row);
        row = builder.isFull() ? null : row();
      }
      if (builder.isEmpty()) {
        close();
        if (!anyBatch) {
          throw TablePreparation.noRows(table.name(), "there is no row, or each lacks a value that drop() asks for");
        }
      } else {
        anyBatch = true;
        next = builder.build();
      }
    }
    return next != null;
  }

  @Override
  public Dataset next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the rows have been read " + epochs + " times");
    }
    Dataset batch = next;
    next = null;
    return batch;
  }

  private void open() {
    try {
      stream = table.rows();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    rows = stream.iterator();
    random = new Random(seed * 0x9e3779b97f4a7c15L + epoch);
    epoch++;
  }

  private @Nullable TableRow row() {
    Iterator<TableRow> source = rows;
    while (source != null && held.size() < shuffleBuffer && source.hasNext()) {
      held.add(source.next());
    }
    if (held.isEmpty()) {
      return null;
    }
    int last = held.size() - 1;
    int at = shuffleBuffer == 1 ? last : random.nextInt(last + 1);
    TableRow row = held.get(at);
    held.set(at, held.get(last));
    held.remove(last);
    return row;
  }

  /** Closes the file; a later call of {@link #next} reads the next epoch. */
  @Override
  public void close() {
    held.clear();
    rows = null;
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  /** In words. */
  @Override
  public String toString() {
    return "batches of " + batchSize + " rows of " + table.name() + ", " + epochs + " epochs";
  }
}
