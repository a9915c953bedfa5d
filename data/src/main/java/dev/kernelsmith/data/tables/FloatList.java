package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileLimits;
import java.nio.file.Path;
import java.util.Arrays;

/** Collects the floats of a file whose size only shows at its end; explains itself instead of running out of memory. */
final class FloatList {
  private final Path file;
  private float[] values = new float[1024];
  private int from;
  private int size;

  FloatList(Path file) {
    this.file = file;
  }

  void add(float value) {
    if (size == values.length) {
      if (size == FileLimits.MAX_ARRAY_LENGTH) {
        throw new DataFormatException(file, "it has more than 2147483639 numbers", "fewer", "split the file");
      }
      int capacity = (int) Math.min(FileLimits.MAX_ARRAY_LENGTH, size * 3L / 2);
      values = resized(capacity);
    }
    values[size++] = value;
  }

  /** Forgets the first values. */
  void dropFirst(int count) {
    from += count;
  }

  /** The values, in an array of their number. */
  float[] toArray() {
    if (from == 0 && size == values.length) {
      return values;
    }
    return FileLimits.allocate(
        file, Float.BYTES * (long) (size - from), () -> Arrays.copyOfRange(values, from, size));
  }

  private float[] resized(int capacity) {
    return FileLimits.allocate(file, Float.BYTES * (long) capacity, () -> Arrays.copyOf(values, capacity));
  }
}
