package dev.kernelsmith.processor.ir;

/** The error function in double, which Java's library has not. */
final class ErrorFunction {
  /** Beyond it the function differs from 1 by less than half an ulp. */
  private static final double FLAT = 6;

  private ErrorFunction() {}

  /**
   * {@code 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1))}, whose terms all have one sign, so that none cancels another
   * (Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6).
   */
  static double of(double x) {
    if (Math.abs(x) > FLAT) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
