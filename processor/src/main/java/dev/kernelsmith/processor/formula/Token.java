package dev.kernelsmith.processor.formula;

/**
 * A word of a formula.
 *
 * @param kind what it is
 * @param text its characters
 * @param place where it begins
 */
record Token(Kind kind, String text, Place place) {
  /** What a word is. */
  enum Kind {
    /** A name, or a word of the notation such as {@code where}. */
    NAME,
    /** A number. */
    NUMBER,
    /** An operator or a bracket. */
    SIGN,
    /** What comes behind all words. */
    END
  }

  /** Whether this is an operator or a bracket. */
  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** As messages name it. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
