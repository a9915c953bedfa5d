package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.data.pipeline.Cursor.Item;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Records while they are read. For one thread at a time. Closing it ends all threads that read ahead, and waits for the function that these are just calling; it does so by itself behind the last record and after a failure,
 * which each further call throws again.
 *
 * @param <T> type of the records
 */
public final class Reading<T> implements Iterator<T>, AutoCloseable {
  private final String name;
  private final Cursor<T> cursor;
  private @Nullable Item<T> next;
  private @Nullable Throwable failure;
  private boolean ended;

  Reading(String name, Cursor<T> cursor) {
    this.name = name;
    this.cursor = cursor;
  }

  @Override
  public boolean hasNext() {
    if (failure != null) {
      throw thrown(failure);
    }
    if (next == null && !ended) {
      try {
        next = cursor.next();
      } catch (Throwable thrown) {
        failure = thrown;
        closeAfter(thrown);
        throw thrown;
      }
      if (next == null) {
        close();
      }
    }
    return next != null;
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private void closeAfter(Throwable thrown) {
    try {
      close();
    } catch (RuntimeException further) {
      thrown.addSuppressed(further);
    }
  }

  @Override
  public T next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException(name + ": there is no further record, or reading was ended");
    }
    T value = next.value();
    next = null;
    return value;
  }

  @Override
  public void close() {
    ended = true;
    next = null;
    cursor.close();
  }

  /** In words. */
  @Override
  public String toString() {
    return "reading of " + name;
  }
}
