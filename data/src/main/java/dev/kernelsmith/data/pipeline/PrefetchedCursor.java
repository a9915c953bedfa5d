package dev.kernelsmith.data.pipeline;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads ahead on a thread of its own, from the first call of {@link #next} on. What fails there comes behind the records before it. */
final class PrefetchedCursor<T> implements Cursor<T> {
  private static final Object END = new Object();

  private final Supplier<Cursor<T>> opener;
  private final BlockingQueue<Object> waiting;
  private final String name;
  private final Threads reader = new Threads("kernelsmith-prefetch", 1);
  private boolean begun;
  private volatile boolean closed;

  /** What ended reading too early. */
  private record Failure(Throwable thrown) {}

  PrefetchedCursor(Supplier<Cursor<T>> opener, int buffer, String name) {
    this.opener = opener;
    this.name = name;
    waiting = new LinkedBlockingQueue<>(buffer);
  }

  @Override
  @SuppressWarnings("unchecked") // all else that the queue gets are items
  public @Nullable Item<T> next() {
    if (closed) {
      return null;
    }
    if (!begun) {
      begun = true;
      reader.executor().execute(this::read);
    }
    Object first;
    try {
      first = waiting.take();
    } catch (InterruptedException interrupt) {
      throw Threads.interrupted(interrupt);
    }
    if (first == END) {
      return null;
    }
    if (first instanceof Failure failure) {
      switch (failure.thrown()) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(name, failure.thrown());
      }
    }
    return (Item<T>) first;
  }

  private void read() {
    try {
      Object last = END;
      try (Cursor<T> cursor = opener.get()) {
        Item<T> item = cursor.next();
        while (item != null && !closed) {
          waiting.put(item);
          item = cursor.next();
        }
      } catch (InterruptedException ended) {
        throw ended;
      } catch (Throwable thrown) {
        last = new Failure(thrown);
      }
      if (!closed) { // a function may have swallowed the interrupt
        waiting.put(last);
      }
    } catch (InterruptedException ended) { // only close() interrupts, and nobody waits for the rest
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
    waiting.clear();
  }
}
