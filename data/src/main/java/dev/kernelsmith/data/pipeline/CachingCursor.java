package dev.kernelsmith.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what it reads, and hands all of it on at the end. */
final class CachingCursor<T> implements Cursor<T> {
  private final String name;
  private final Cursor<T> base;
  private final int most;
  private final Consumer<List<Item<T>>> whole;
  private final List<Item<T>> read = new ArrayList<>();

  CachingCursor(String name, Cursor<T> base, int most, Consumer<List<Item<T>>> whole) {
    this.name = name;
    this.base = base;
    this.most = most;
    this.whole = whole;
  }

  @Override
  public @Nullable Item<T> next() {
    Item<T> item = base.next();
    if (item == null) {
      whole.accept(List.copyOf(read));
      return null;
    }
    if (read.size() == most) {
      throw new RecordException(name + " has more than the " + most
          + " records that cache(" + most + ") may keep: allow more, or leave cache out");
    }
    read.add(item);
    return item;
  }

  @Override
  public void close() {
    base.close();
  }
}
