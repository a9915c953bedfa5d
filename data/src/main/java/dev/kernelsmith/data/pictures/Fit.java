package dev.kernelsmith.data.pictures;

/** How a picture gets a size with other proportions. */
public enum Fit {
  /** Width and height are scaled each by their own factor. */
  STRETCH,
  /** Scaled until it covers the size; what stands out on two sides is cut off, as much on either. */
  CROP,
  /** Scaled until it fits; the rest on two sides is black, as much on either. */
  PAD
}
