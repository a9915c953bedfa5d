package dev.kernelsmith.annotations;

/** What the elements of an {@link Input} are. */
public enum InputType {
  /** Floats. */
  FLOAT,
  /** Ints, from -2^24 to 2^24, which layers read as floats of the same value. */
  INT
}
