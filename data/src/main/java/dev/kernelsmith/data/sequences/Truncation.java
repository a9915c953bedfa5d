package dev.kernelsmith.data.sequences;

/** What is left of a sequence that is longer than a network reads. */
public enum Truncation {
  /** Its beginning: what is too much is cut off its end. */
  KEEP_BEGINNING,
  /** Its end: what is too much is cut off its beginning. */
  KEEP_END;

  /** Where what is left begins. */
  int start(int length, int most) {
    return this == KEEP_BEGINNING ? 0 : Math.max(0, length - most);
  }
}
