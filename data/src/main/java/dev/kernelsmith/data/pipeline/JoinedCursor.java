package dev.kernelsmith.data.pipeline;

import org.jspecify.annotations.Nullable;

/** Records and others behind them, which are opened when it is their turn. */
final class JoinedCursor<T> implements Cursor<T> {
  private final Records.Opener<? extends T> second;
  private final int epoch;
  private Cursor<? extends T> current;
  private boolean inSecond;

  JoinedCursor(Records.Opener<? extends T> first, Records.Opener<? extends T> second, int epoch) {
    this.second = second;
    this.epoch = epoch;
    current = first.open(epoch);
  }

  @Override
  public @Nullable Item<T> next() {
    Item<? extends T> item = current.next();
    if (item == null && !inSecond) {
      current.close();
      current = second.open(epoch);
      inSecond = true;
      item = current.next();
    }
    return item == null ? null : new Item<>(item.value(), item.place());
  }

  @Override
  public void close() {
    current.close();
  }
}
