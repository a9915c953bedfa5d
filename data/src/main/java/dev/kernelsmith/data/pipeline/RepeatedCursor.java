package dev.kernelsmith.data.pipeline;

import org.jspecify.annotations.Nullable;

/** Several epochs, one after another. */
final class RepeatedCursor<T> implements Cursor<T> {
  static final int FOREVER = Integer.MAX_VALUE;

  private final String name;
  private final Records.Opener<T> opener;
  private final int before;
  private final int times;
  private int opened;
  private boolean any;
  private boolean closed;
  private @Nullable Cursor<T> current;

  RepeatedCursor(String name, Records.Opener<T> opener, int before, int times) {
    this.name = name;
    this.opener = opener;
    this.before = before;
    this.times = times;
  }

  @Override
  public @Nullable Item<T> next() {
    while (!closed) {
      if (current == null) {
        if (times != FOREVER && opened == times) {
          return null;
        }
        opened++;
        current = opener.open(before + opened);
      }
      Item<T> item = current.next();
      if (item != null) {
        any = true;
        return item;
      }
      current.close();
      current = null;
      if (!any && times == FOREVER) {
        throw new RecordException(name + " has no record, or a filter passes none: there is nothing to repeat");
      }
    }
    return null;
  }

  @Override
  public void close() {
    closed = true;
    if (current != null) {
      current.close();
    }
  }
}
