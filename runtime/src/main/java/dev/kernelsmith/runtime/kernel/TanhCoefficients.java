package dev.kernelsmith.runtime.kernel;

/** Constants of {@code tanh x = x + x^3 p(x^2)} near 0, from Cephes' {@code tanhf}. */
final class TanhCoefficients {
  static final float SMALL = 0.625f;
  static final float P0 = -5.70498872745e-3f;
  static final float P1 = 2.06390887954e-2f;
  static final float P2 = -5.37397155531e-2f;
  static final float P3 = 1.33314422036e-1f;
  static final float P4 = -3.33332819422e-1f;

  private TanhCoefficients() {}
}
