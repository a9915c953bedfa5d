package dev.kernelsmith.data.tables;

/**
 * What is to be made of a column.
 *
 * @param name its name
 * @param kind what its cells are
 * @param input number of the network's input that it goes to; -1 for a target
 * @param missing what a missing value becomes
 * @param scaling of numbers
 * @param other whether categories that training does not have are one of their own
 */
record ColumnPlan(String name, Kind kind, int input, Missing missing, Scaling scaling, boolean other) {
  /** What cells are, and what they become. */
  enum Kind {
    /** A number each. */
    NUMBER,
    /** A category each, which becomes a 1 among zeros. */
    ONE_HOT,
    /** A category each, which becomes its number, for {@code @OneHot}. */
    NUMBERED
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean isTarget() {
    return input < 0;
  }
}
