package dev.kernelsmith.runtime.data;

import java.util.Locale;
import java.util.Objects;

/** Checks and copies of the arrays that datasets are made from. */
final class ArrayChecks {
  private ArrayChecks() {}

  /** All rows in one array. */
  static float[] flatten(String what, float[][] rows) {
    int length = rowLength(what, rows);
    long total = (long) length * rows.length;
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d %ss of %d floats are too many for one dataset", rows.length, what, length));
    }
    float[] flat = new float[(int) total];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != length) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s %d has %d floats, but %s 0 has %d: all must have the same length", what, row,
                rows[row].length, what, length));
      }
      System.arraycopy(rows[row], 0, flat, row * length, length);
    }
    return flat;
  }

  /** Length of the first row. */
  static int rowLength(String what, float[][] rows) {
    if (Objects.requireNonNull(rows, what + "s").length == 0) {
      throw new IllegalArgumentException("there are no " + what + "s: a dataset needs at least one sample");
    }
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] == null) {
        throw new NullPointerException(what + " " + row + " is null");
      }
    }
    return rows[0].length;
  }

  /** Number of rows in a flat array. */
  static int rows(String what, float[] flat, int length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the length of one %s is %d: at least 1 is needed", what, length));
    }
    if (flat.length == 0) {
      throw new IllegalArgumentException("there are no " + what + "s: a dataset needs at least one sample");
    }
    if (flat.length % length != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d floats are no whole number of %ss with %d floats each", flat.length, what,
              length));
    }
    return flat.length / length;
  }

  static void sameSize(int inputs, String what, int found) {
    if (inputs != found) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "there are %d inputs, but %d %s: one per input is needed", inputs, found, what));
    }
  }

  static void finite(String what, float[] flat, int length) {
    for (int i = 0; i < flat.length; i++) {
      if (!Float.isFinite(flat[i])) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s %d holds %s at position %d: values must be finite", what, i / length,
                flat[i], i % length));
      }
    }
  }
}
