package dev.kernelsmith.annotations;

/** What {@link Pad} puts around a b c. */
public enum PadMode {
  /** A number: 0 0 a b c 0 0. */
  CONSTANT,
  /** The elements in reverse, without that at the edge: c b a b c b a. */
  REFLECT,
  /** The elements in reverse: b a a b c c b. */
  SYMMETRIC,
  /** The element at the edge: a a a b c c c. */
  EDGE
}
