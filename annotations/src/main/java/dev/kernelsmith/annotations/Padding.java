package dev.kernelsmith.annotations;

/** How a window treats the border of an image. */
public enum Padding {
  /** Output size {@code ceil(in / stride)}; the smaller half of the padding comes first, as in TensorFlow. */
  SAME,
  /** No padding: output size {@code floor((in - window) / stride) + 1}. */
  VALID
}
