package uk.ac.manchester.tornado.api.types.common;

import java.nio.Buffer;

/** Numbers that can be seen as a buffer. */
public interface PrimitiveStorage<T extends Buffer> {
  /** Takes all numbers from a buffer. */
  void loadFromBuffer(T buffer);

  /** All numbers as a buffer. */
  T asBuffer();

  /** How many there are. */
  int size();
}
