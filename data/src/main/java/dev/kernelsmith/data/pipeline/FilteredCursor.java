package dev.kernelsmith.data.pipeline;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records for which a condition holds. */
final class FilteredCursor<T> implements Cursor<T> {
  private final Cursor<T> base;
  private final Predicate<? super T> condition;

  FilteredCursor(Cursor<T> base, Predicate<? super T> condition) {
    this.base = base;
    this.condition = condition;
  }

  @Override
  public @Nullable Item<T> next() {
    Item<T> item = base.next();
    while (item != null && !passes(item)) {
      item = base.next();
    }
    return item;
  }

  private boolean passes(Item<T> item) {
    return Faults.call(item.place(), "the function of filter", () -> condition.test(item.value()));
  }

  @Override
  public void close() {
    base.close();
  }
}
