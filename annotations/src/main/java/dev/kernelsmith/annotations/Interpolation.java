package dev.kernelsmith.annotations;

/** What {@link Upsample} puts between elements. */
public enum Interpolation {
  /** The nearest element. */
  NEAREST,
  /** The mean of the two nearest elements along each axis, weighted by distance. */
  BILINEAR
}
