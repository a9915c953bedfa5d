package dev.kernelsmith.data.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function makes of each record, on several threads, in the order of the records. Records are read on the thread that asks, so that neither results nor what fails first depends on
 * threads.
 */
final class ParallelCursor<T, R> implements Cursor<R> {
  private final Cursor<T> base;
  private final Function<Item<T>, Item<R>> function;
  private final Threads threads;
  private final int ahead;
  private final Deque<Future<Item<R>>> pending = new ArrayDeque<>();
  private boolean ended;
  private @Nullable RuntimeException failure; // of reading, to be thrown behind the records before it

  ParallelCursor(Cursor<T> base, int count, Function<Item<T>, Item<R>> function) {
    this.base = base;
    this.function = function;
    ahead = 2 * count;
    threads = new Threads("kernelsmith-map", count);
  }

  @Override
  public @Nullable Item<R> next() {
    while (!ended && pending.size() < ahead) {
      read();
    }
    Future<Item<R>> first = pending.poll();
    if (first != null) {
      return result(first);
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private void read() {
    try {
      Item<T> item = base.next();
      if (item == null) {
        ended = true;
      } else {
        pending.add(threads.executor().submit(() -> function.apply(item)));
      }
    } catch (RuntimeException thrown) {
      ended = true;
      failure = thrown;
    }
  }

  private Item<R> result(Future<Item<R>> future) {
    try {
      return future.get();
    } catch (ExecutionException thrown) {
      switch (thrown.getCause()) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(thrown);
      }
    } catch (InterruptedException interrupt) {
      throw Threads.interrupted(interrupt);
    } catch (CancellationException closed) {
      throw new RecordException("the reading was closed while it went on", closed);
    }
  }

  @Override
  public void close() {
    pending.clear();
    ended = true;
    threads.close();
    base.close();
  }
}
