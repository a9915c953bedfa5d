package dev.kernelsmith.runtime.kernel;

/**
 * Constants of {@code tanh x = h / (h + 1)} with {@code h = (e^2x - 1) / 2 = 2^k w + (2^k - 1) / 2}, where {@code w = (e^2g - 1) / 2} is
 * {@code g + g^2 q(g)} and {@code g = x - k log(2) / 2} near 0. The polynomial q has the least relative error of w.
 */
final class TanhCoefficients {
  /** From here on the result is 1. */
  static final float FLAT = 9.02f;

  static final float TWICE_LOG2E = 2.8853901f;
  static final float HALF_LN2 = 0.3465736f;

  static final float Q0 = 0.044386104f;
  static final float Q1 = 0.13386019f;
  static final float Q2 = 0.33333948f;
  static final float Q3 = 0.66666186f;
  static final float Q4 = 1f;

  private TanhCoefficients() {}
}
