package dev.kernelsmith.runtime.kernel;

/**
 * Functions for scalar kernels. They are polynomials in float of plain products and sums, since {@link Math#fma} is slow where
 * the machine has no such instruction; relative errors are below 2e-7 over the normal range of results.
 */
public final class ScalarMath {
  private ScalarMath() {}

  /** {@code e^x}: 2^k times a polynomial in the remainder (Cephes, S. Moshier). 0 below -87.3, infinite above 88.7. */
  public static float exp(float x) {
    if (!(x > ExpCoefficients.LOW)) {
      return Float.isNaN(x) ? x : 0f;
    }
    if (x > ExpCoefficients.HIGH) {
      return Float.POSITIVE_INFINITY;
    }
    float k = x * ExpCoefficients.LOG2E + ExpCoefficients.ROUND - ExpCoefficients.ROUND;
    float f = x - k * ExpCoefficients.LN2_HIGH;
    f = f - k * ExpCoefficients.LN2_LOW;
    float p = ExpCoefficients.P0;
    p = p * f + ExpCoefficients.P1;
    p = p * f + ExpCoefficients.P2;
    p = p * f + ExpCoefficients.P3;
    p = p * f + ExpCoefficients.P4;
    p = p * f + ExpCoefficients.P5;
    p = p * f * f + f + 1f;
    return p * Float.intBitsToFloat((int) k + 127 << 23);
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /** Hyperbolic tangent: a polynomial near 0 (Cephes, S. Moshier), else {@code 1 - 2 / (e^2x + 1)}. */
  public static float tanh(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < TanhCoefficients.SMALL) {
      float z = x * x;
      float p = TanhCoefficients.P0;
      p = p * z + TanhCoefficients.P1;
      p = p * z + TanhCoefficients.P2;
      p = p * z + TanhCoefficients.P3;
      p = p * z + TanhCoefficients.P4;
      return p * z * x + x;
    }
    float t = 1f - 2f / (exp(2f * magnitude) + 1f);
    return x < 0 ? -t : t;
  }

  /** Natural logarithm, rounded from double. */
  public static float log(float x) {
    return (float) StrictMath.log(x);
  }

  /** Square root. */
  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }
}
