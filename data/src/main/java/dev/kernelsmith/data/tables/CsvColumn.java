package dev.kernelsmith.data.tables;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column that the user chose.
 *
 * @param name its name, or null if it is chosen by index
 * @param index its index from 0, or -1 if it is chosen by name
 */
record CsvColumn(@Nullable String name, int index) {
  static CsvColumn named(String name) {
    return new CsvColumn(name, -1);
  }

  static CsvColumn at(int index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "column index %d is negative: columns are counted from 0", index));
    }
    return new CsvColumn(null, index);
  }
}
