package dev.kernelsmith.data.pipeline;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a function makes of each record, on the thread that asks for it. */
final class MappedCursor<T, R> implements Cursor<R> {
  private final Cursor<T> base;
  private final Function<Item<T>, Item<R>> function;

  MappedCursor(Cursor<T> base, Function<Item<T>, Item<R>> function) {
    this.base = base;
    this.function = function;
  }

  @Override
  public @Nullable Item<R> next() {
    Item<T> item = base.next();
    return item == null ? null : function.apply(item);
  }

  @Override
  public void close() {
    base.close();
  }
}
