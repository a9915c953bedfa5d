package dev.kernelsmith.data.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records in memory. */
final class ListCursor<T> implements Cursor<T> {
  private final List<Item<T>> items;
  private int at;

  ListCursor(List<Item<T>> items) {
    this.items = items;
  }

  @Override
  public @Nullable Item<T> next() {
    return at < items.size() ? items.get(at++) : null;
  }

  @Override
  public void close() {
    at = items.size();
  }
}
