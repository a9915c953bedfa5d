package dev.kernelsmith.runtime.kernel;

/**
 * Constants of the error function: {@code x + x p(x^2)} near 0, else {@code 1 - exp(q(|x|))}. By Lawson's algorithm, to 2e-9 of the result.
 */
final class ErfCoefficients {
  static final float SMALL = 1f;

  /** From here on the function is 1. */
  static final float FLAT = 4f;

  static final float P0 = 7.8538610e-5f;
  static final float P1 = -8.0101935e-4f;
  static final float P2 = 5.1883277e-3f;
  static final float P3 = -2.6853812e-2f;
  static final float P4 = 1.1283585e-1f;
  static final float P5 = -3.7612626e-1f;
  static final float P6 = 1.2837917e-1f;
  static final float Q0 = 1.8637926e-4f;
  static final float Q1 = -2.9476589e-3f;
  static final float Q2 = 2.1838066e-2f;
  static final float Q3 = -1.0310676e-1f;
  static final float Q4 = -6.3814483e-1f;
  static final float Q5 = -1.1270892f;
  static final float Q6 = -3.4152230e-4f;

  private ErfCoefficients() {}
}
