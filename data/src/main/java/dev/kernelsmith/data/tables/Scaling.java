package dev.kernelsmith.data.tables;

/** How numbers of a column are scaled, {@code (x - offset) / divisor}, by what the training data has. A column of one value only becomes 0. */
public enum Scaling {
  /** As they are. */
  NONE,
  /** To mean 0 and standard deviation 1 (that of the population, divided by n). */
  STANDARD,
  /** The least value to 0 and the greatest to 1. */
  MIN_MAX
}
