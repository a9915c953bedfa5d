package dev.kernelsmith.processor.ir;

/** Comparisons; all are false where an argument is NaN. */
public enum Relation {
  /** {@code a > b}. */
  GREATER(">"),
  /** {@code a < b}. */
  LESS("<"),
  /** {@code a == b}. */
  EQUAL("==");

  private final String symbol;

  Relation(String symbol) {
    this.symbol = symbol;
  }

  /** As in Java. */
  public String symbol() {
    return symbol;
  }

  /** Whether it holds. */
  public boolean holds(double a, double b) {
    return switch (this) {
      case GREATER -> a > b;
      case LESS -> a < b;
      case EQUAL -> a == b;
    };
  }
}
