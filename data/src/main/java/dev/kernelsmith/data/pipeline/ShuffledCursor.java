package dev.kernelsmith.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Records in random order, as far as a buffer reaches. */
final class ShuffledCursor<T> implements Cursor<T> {
  private final Cursor<T> base;
  private final int buffer;
  private final RandomGenerator random;
  private final List<Item<T>> held = new ArrayList<>();
  private boolean ended;

  ShuffledCursor(Cursor<T> base, int buffer, RandomGenerator random) {
    this.base = base;
    this.buffer = buffer;
    this.random = random;
  }

  @Override
  public @Nullable Item<T> next() {
    while (!ended && held.size() < buffer) {
      Item<T> item = base.next();
      if (item == null) {
        ended = true;
      } else {
        held.add(item);
      }
    }
    if (held.isEmpty()) {
      return null;
    }
    int last = held.size() - 1;
    int at = random.nextInt(last + 1);
    Item<T> drawn = held.get(at);
    held.set(at, held.get(last));
    held.remove(last);
    return drawn;
  }

  @Override
  public void close() {
    held.clear();
    base.close();
  }
}
