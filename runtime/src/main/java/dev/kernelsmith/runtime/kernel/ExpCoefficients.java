package dev.kernelsmith.runtime.kernel;

/** Constants of {@code e^x = 2^k (1 + f + f^2 p(f))} with {@code k = round(x / ln 2)}, from Cephes' {@code expf}. */
final class ExpCoefficients {
  static final float LOW = -87.3f;
  static final float HIGH = 88.7f;
  static final float LOG2E = 1.44269504f;

  /** Added to k it leaves k + 127, the bits of 2^k's exponent, in the last places of a float. */
  static final float ROUND = 0x1.8p23f + 127;

  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  static final float P0 = 1.9875691500e-4f;
  static final float P1 = 1.3981999507e-3f;
  static final float P2 = 8.3334519073e-3f;
  static final float P3 = 4.1665795894e-2f;
  static final float P4 = 1.6666665459e-1f;
  static final float P5 = 5.0000001201e-1f;

  private ExpCoefficients() {}
}
