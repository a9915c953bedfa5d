package dev.kernelsmith.processor.emit.text;

/**
 * An emitted expression.
 *
 * @param text its source
 * @param vector whether it is a vector rather than a number
 * @param binding how strongly its outermost operator binds
 */
public record Value(String text, boolean vector, Binding binding) {
  /** How strongly operators bind, the weakest first. */
  public enum Binding {
    /** {@code a > b ? c : d}, and all whose operator is not known. */
    CHOICE,
    /** {@code a + b}. */
    SUM,
    /** {@code a * b}. */
    PRODUCT,
    /** {@code -a}. */
    PREFIX,
    /** A name, a number, a call, an element of an array. */
    ATOM
  }

  public static Value number(String text) {
    return new Value(text, false, Binding.ATOM);
  }

  public static Value number(String text, Binding binding) {
    return new Value(text, false, binding);
  }

  public static Value compound(String text) {
    return new Value(text, false, Binding.CHOICE);
  }

  public static Value vector(String text) {
    return new Value(text, true, Binding.ATOM);
  }

  /** Whether this is the name of a local. */
  public boolean isName() {
    return text.chars().allMatch(Character::isJavaIdentifierPart);
  }

  /** Fit to stand beside any operator. */
  public String operand() {
    return operand(Binding.ATOM);
  }

  /** In parentheses, unless it binds as strongly as it must. */
  public String operand(Binding least) {
    return binding.compareTo(least) >= 0 ? text : "(" + text + ")";
  }

  /** A product or quotient of two. */
  public static Value product(Value a, String symbol, Value b) {
    return number(a.operand(Binding.PRODUCT) + " " + symbol + " " + b.operand(Binding.PREFIX), Binding.PRODUCT);
  }

  /** A sum or difference of two. */
  public static Value sum(Value a, String symbol, Value b) {
    return number(a.operand(Binding.SUM) + " " + symbol + " " + b.operand(Binding.PRODUCT), Binding.SUM);
  }

  /** The negative of one. */
  public Value negated() {
    return number("-" + operand(), Binding.PREFIX);
  }
}
