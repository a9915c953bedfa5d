package dev.kernelsmith.processor.ir;

/** How the iterations of a statement that share a target element are joined. */
public enum Reduction {
  /** There is only one. */
  NONE("="),
  /** They are added, in the order of the axes; no iteration at all gives 0. */
  SUM("+="),
  /** The largest is kept, the first of equals; NaN wins. */
  MAX("max=");

  private final String symbol;

  Reduction(String symbol) {
    this.symbol = symbol;
  }

  /** As printed. */
  public String symbol() {
    return symbol;
  }
}
