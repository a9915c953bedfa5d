package dev.kernelsmith.data.pipeline;

import org.jspecify.annotations.Nullable;

/** Records of one epoch while they are read. For one thread at a time. */
interface Cursor<T> extends AutoCloseable {
  /**
   * A record and where it came from, which it keeps while it is changed.
   *
   * @param value the record
   * @param place something whose text says where it comes from
   */
  record Item<T>(T value, Object place) {}

  /** The next record; null behind the last. Not to be called behind that, or after a failure. */
  @Nullable
  Item<T> next();

  /** Ends reading; threads that read ahead have ended when this returns. A second call does nothing. */
  @Override
  void close();
}
