package dev.kernelsmith.runtime.kernel;

/** Constants of {@code log(1 + u) = 2 s + s^3 p(s^2)} with {@code s = u / (2 + u)}, for u from -1/2 to 1; by Lawson's algorithm, to 5e-9. */
final class Log1pCoefficients {
  static final float P0 = 2.8024459e-1f;
  static final float P1 = 2.7999141e-1f;
  static final float P2 = 4.0021699e-1f;
  static final float P3 = 6.6666413e-1f;

  /** Bits of the square root of 1/2: from there to twice as much lies the factor of a power of 2. */
  static final int ROOT_OF_HALF = 0x3f3504f3;

  private Log1pCoefficients() {}
}
