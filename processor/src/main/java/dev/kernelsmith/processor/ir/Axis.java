package dev.kernelsmith.processor.ir;

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
      throw new IllegalArgumentException("axis %s has extent %d".formatted(name, extent));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
