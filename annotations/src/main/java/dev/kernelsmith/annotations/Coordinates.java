package dev.kernelsmith.annotations;

/**
 * Where an element {@code o} of the output of {@link Upsample} lies among the {@code n} elements of its input, with a factor f. ONNX has the same names.
 */
public enum Coordinates {
  /** {@code (o + 0.5) / f - 0.5}: elements have an extent, as pixels do. */
  HALF_PIXEL,
  /** {@code o / f}. */
  ASYMMETRIC,
  /** {@code o * (n - 1) / (n * f - 1)}: first and last elements stay. Each element is then a sum over all n of an axis, which costs as much. */
  ALIGN_CORNERS
}
