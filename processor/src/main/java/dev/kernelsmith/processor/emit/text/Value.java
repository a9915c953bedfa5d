package dev.kernelsmith.processor.emit.text;

/**
 * An emitted expression.
 *
 * @param text its source
 * @param vector whether it is a vector rather than a number
 * @param simple whether it needs no parentheses in front of an operator
 */
public record Value(String text, boolean vector, boolean simple) {
  public static Value number(String text) {
    return new Value(text, false, true);
  }

  public static Value compound(String text) {
    return new Value(text, false, false);
  }

  public static Value vector(String text) {
    return new Value(text, true, true);
  }

  /** Whether this is the name of a local. */
  public boolean isName() {
    return text.chars().allMatch(Character::isJavaIdentifierPart);
  }

  /** Fit to stand beside an operator. */
  public String operand() {
    return simple ? text : "(" + text + ")";
  }
}
