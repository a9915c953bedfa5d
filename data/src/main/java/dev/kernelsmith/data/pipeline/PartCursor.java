package dev.kernelsmith.data.pipeline;

import org.jspecify.annotations.Nullable;

/** Neighbouring records of an epoch. No more is read than these. */
final class PartCursor<T> implements Cursor<T> {
  private final Cursor<T> base;
  private long skipped;
  private long left;

  PartCursor(Cursor<T> base, long skipped, long count) {
    this.base = base;
    this.skipped = skipped;
    left = count;
  }

  @Override
  public @Nullable Item<T> next() {
    for (; skipped > 0; skipped--) {
      if (base.next() == null) {
        skipped = 0;
        left = 0;
        return null;
      }
    }
    if (left == 0) {
      return null;
    }
    left--;
    return base.next();
  }

  @Override
  public void close() {
    base.close();
  }
}
