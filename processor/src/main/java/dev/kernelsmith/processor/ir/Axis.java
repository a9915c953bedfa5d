package dev.kernelsmith.processor.ir;

import java.util.Locale;

/**
 * A loop variable.
 *
 * @param name unique within a statement
 * @param extent it runs from 0 to {@code extent - 1}
 */
public record Axis(String name, int extent) {
  /** Checks the extent. */
  public Axis {
    if (extent < 1) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "axis %s has extent %d", name, extent));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
