package dev.kernelsmith.runtime.kernel;

/** Constants of the polynomials of {@link ScalarMath} and {@link VectorMath}, in one class, since only their values are left where they are used. */
final class Coefficients {
  // e^x = 2^k (1 + f + f^2 p(f)) with k = round(x / ln 2), from Cephes' expf.

  static final float EXP_LOW = -87.3f;
  static final float EXP_HIGH = 88.7f;
  static final float EXP_LOG2E = 1.44269504f;

  /** Added to k it leaves k + 127, the bits of 2^k's exponent, in the last places of a float. */
  static final float EXP_ROUND = 0x1.8p23f + 127;

  static final float EXP_LN2_HIGH = 0.693359375f;
  static final float EXP_LN2_LOW = -2.12194440e-4f;
  static final float EXP_P0 = 1.9875691500e-4f;
  static final float EXP_P1 = 1.3981999507e-3f;
  static final float EXP_P2 = 8.3334519073e-3f;
  static final float EXP_P3 = 4.1665795894e-2f;
  static final float EXP_P4 = 1.6666665459e-1f;
  static final float EXP_P5 = 5.0000001201e-1f;

  // log(1 + u) = 2 s + s^3 p(s^2) with s = u / (2 + u), for u from -1/2 to 1; by Lawson's algorithm, to 5e-9.

  static final float LOG1P_P0 = 2.8024459e-1f;
  static final float LOG1P_P1 = 2.7999141e-1f;
  static final float LOG1P_P2 = 4.0021699e-1f;
  static final float LOG1P_P3 = 6.6666413e-1f;

  /** Bits of the square root of 1/2: from there to twice as much lies the factor of a power of 2. */
  static final int LOG1P_ROOT_OF_HALF = 0x3f3504f3;

  // tanh x = h / (h + 1) with h = (e^2x - 1) / 2 = 2^k w + (2^k - 1) / 2, where w = (e^2g - 1) / 2 is g + g^2 q(g) and
  // g = x - k log(2) / 2 near 0. The polynomial q has the least relative error of w.

  /** From here on the result is 1. */
  static final float TANH_FLAT = 9.02f;

  static final float TANH_TWICE_LOG2E = 2.8853901f;
  static final float TANH_HALF_LN2 = 0.3465736f;

  static final float TANH_Q0 = 0.044386104f;
  static final float TANH_Q1 = 0.13386019f;
  static final float TANH_Q2 = 0.33333948f;
  static final float TANH_Q3 = 0.66666186f;
  static final float TANH_Q4 = 1f;

  // The error function: x + x p(x^2) near 0, else 1 - exp(q(|x|)). By Lawson's algorithm, to 2e-9 of the result.

  static final float ERF_SMALL = 1f;

  /** From here on the function is 1. */
  static final float ERF_FLAT = 4f;

  static final float ERF_P0 = 7.8538610e-5f;
  static final float ERF_P1 = -8.0101935e-4f;
  static final float ERF_P2 = 5.1883277e-3f;
  static final float ERF_P3 = -2.6853812e-2f;
  static final float ERF_P4 = 1.1283585e-1f;
  static final float ERF_P5 = -3.7612626e-1f;
  static final float ERF_P6 = 1.2837917e-1f;
  static final float ERF_Q0 = 1.8637926e-4f;
  static final float ERF_Q1 = -2.9476589e-3f;
  static final float ERF_Q2 = 2.1838066e-2f;
  static final float ERF_Q3 = -1.0310676e-1f;
  static final float ERF_Q4 = -6.3814483e-1f;
  static final float ERF_Q5 = -1.1270892f;
  static final float ERF_Q6 = -3.4152230e-4f;

  // Sine and cosine of what is left of x behind whole quarters of a turn: r + r z s(z) and 1 - z / 2 + z^2 c(z), z = r^2. By Lawson's algorithm, to 4e-9.

  /** From here on there are too many quarters for three parts of one. */
  static final float TURN_FAR = 32_768f;

  static final float TURN_ROUND = 0x1.8p23f;
  static final float TURN_QUARTERS = 0.63661975f;
  static final float TURN_HIGH = 1.5707964f;
  static final float TURN_MIDDLE = -4.371139e-8f;
  static final float TURN_LOW = -1.7151245e-15f;
  static final float SIN_0 = -1.9513979e-4f;
  static final float SIN_1 = 8.332151e-3f;
  static final float SIN_2 = -0.16666654f;
  static final float COS_0 = 2.4431667e-5f;
  static final float COS_1 = -1.3887304e-3f;
  static final float COS_2 = 4.1666646e-2f;

  private Coefficients() {}
}
