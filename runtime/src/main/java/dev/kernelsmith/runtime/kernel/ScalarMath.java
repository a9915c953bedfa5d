package dev.kernelsmith.runtime.kernel;

/**
 * Functions for scalar kernels. They are polynomials in float of plain products and sums, since {@link Math#fma} is slow where
 * the machine has no such instruction; relative errors are below 2e-7 over the normal range of results.
 */
public final class ScalarMath {
  private ScalarMath() {}

  /**
   * {@code e^x}: 2^k times a polynomial in the remainder (Cephes, S. Moshier). 0 below -87.3, infinite above 88.37,
   * where the nearest power of 2 is no float any more.
   */
  public static float exp(float x) {
    if (!(x > Coefficients.EXP_LOW)) {
      return Float.isNaN(x) ? x : 0f;
    }
    if (x > Coefficients.EXP_HIGH) {
      return Float.POSITIVE_INFINITY;
    }
    float t = x * Coefficients.EXP_LOG2E + Coefficients.EXP_ROUND;
    float power = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float k = t - Coefficients.EXP_ROUND;
    float f = x - k * Coefficients.EXP_LN2_HIGH;
    f = f - k * Coefficients.EXP_LN2_LOW;
    float p = Coefficients.EXP_P0;
    p = p * f + Coefficients.EXP_P1;
    p = p * f + Coefficients.EXP_P2;
    p = p * f + Coefficients.EXP_P3;
    p = p * f + Coefficients.EXP_P4;
    p = p * f + Coefficients.EXP_P5;
    p = p * f * f + f + 1f;
    return p * power;
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }

  /** Hyperbolic tangent: {@code h / (h + 1)} with {@code h = (e^2x - 1) / 2}, whose digits last down to 0. */
  public static float tanh(float x) {
    float magnitude = Math.abs(x);
    float m = magnitude > Coefficients.TANH_FLAT ? Coefficients.TANH_FLAT : magnitude;
    float t = m * Coefficients.TANH_TWICE_LOG2E + Coefficients.EXP_ROUND;
    float power = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float g = m - (t - Coefficients.EXP_ROUND) * Coefficients.TANH_HALF_LN2;
    float q = Coefficients.TANH_Q0;
    q = q * g + Coefficients.TANH_Q1;
    q = q * g + Coefficients.TANH_Q2;
    q = q * g + Coefficients.TANH_Q3;
    q = q * g + Coefficients.TANH_Q4;
    float w = q * g * g + g;
    float h = power * w + (power * 0.5f - 0.5f);
    return Math.copySign(h / (h + 1f), x);
  }

  /** {@code log(1 + e^x)}: x or 0, whichever is larger, and {@code log(1 + e^-|x|)}. */
  public static float softplus(float x) {
    float u = exp(-Math.abs(x));
    float s = u / (u + 2f);
    float z = s * s;
    float p = Coefficients.LOG1P_P0;
    p = p * z + Coefficients.LOG1P_P1;
    p = p * z + Coefficients.LOG1P_P2;
    p = p * z + Coefficients.LOG1P_P3;
    return p * z * s + 2f * s + Math.max(x, 0f);
  }

  /** The error function: a polynomial near 0, else {@code 1 - e^q(|x|)}. */
  public static float erf(float x) {
    float magnitude = Math.abs(x);
    if (magnitude < Coefficients.ERF_SMALL) {
      float z = x * x;
      float p = Coefficients.ERF_P0;
      p = p * z + Coefficients.ERF_P1;
      p = p * z + Coefficients.ERF_P2;
      p = p * z + Coefficients.ERF_P3;
      p = p * z + Coefficients.ERF_P4;
      p = p * z + Coefficients.ERF_P5;
      p = p * z + Coefficients.ERF_P6;
      return p * x + x;
    }
    float t = Math.min(magnitude, Coefficients.ERF_FLAT);
    float q = Coefficients.ERF_Q0;
    q = q * t + Coefficients.ERF_Q1;
    q = q * t + Coefficients.ERF_Q2;
    q = q * t + Coefficients.ERF_Q3;
    q = q * t + Coefficients.ERF_Q4;
    q = q * t + Coefficients.ERF_Q5;
    q = q * t + Coefficients.ERF_Q6;
    float e = 1f - exp(q);
    return x < 0 ? -e : e;
  }

  /** Natural logarithm, rounded from double. */
  public static float log(float x) {
    return (float) StrictMath.log(x);
  }

  /** Sine, of a number in radians, rounded from double. */
  public static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  /** Cosine, of a number in radians, rounded from double. */
  public static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  /** The largest whole number that is not above x. */
  public static float floor(float x) {
    return (float) Math.floor(x);
  }

  /** Square root. */
  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }
}
