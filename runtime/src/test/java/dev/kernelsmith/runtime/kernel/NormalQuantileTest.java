package dev.kernelsmith.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NormalQuantileTest {
  /**
   * The share of the normal distribution between -z and z, by the series {@code sqrt(2/pi) e^(-z^2/2) (z + z^3/3 + z^5/15 + ...)}, whose terms are
   * all positive.
   */
  private static double shareWithin(double z) {
    double term = z;
    double sum = 0;
    for (int n = 1; term > 1e-18 * sum; n++) {
      sum += term;
      term *= z * z / (2 * n + 1);
    }
    return Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * z * z) * sum;
  }

  @Test
  void invertsTheDistribution() {
    for (int i = 1; i <= 500; i++) {
      double z = 0.01 * i;
      double found = NormalQuantile.of(shareWithin(z));
      assertEquals(z, found, 5e-7 * z, () -> "quantile for " + z);
      assertEquals(-found, NormalQuantile.of(-shareWithin(z)));
    }
  }

  /** What lies next to 0 and to 1 of the numbers that 32 bits give; 6.338 is where 2^-33 of the distribution lies beyond. */
  @Test
  void holdsToTheEnds() {
    double least = 0x1p-32;
    assertEquals(least * Math.sqrt(Math.PI / 2), NormalQuantile.of(least), 1e-6 * least);
    assertEquals(6.337958, NormalQuantile.of(1 - 0x1p-32), 1e-5);
    assertEquals(0, NormalQuantile.of(0));
  }

  @Test
  void growsWithItsArgument() {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = -4999; i < 5000; i++) {
      double z = NormalQuantile.of(i / 5000.0);
      assertTrue(z > last);
      last = z;
    }
  }
}
