package dev.kernelsmith.processor.generated;

/** Compares values in single precision with what they are in double, relative to the largest of them. */
final class Closeness {
  private Closeness() {}

  /**
   * Compares.
   *
   * @param what names the values in a failure
   * @param tolerance allowed difference, relative to the largest expected value
   * @param floor allowed difference whatever the values are
   */
  static void check(String what, double[] expected, float[] actual, double tolerance, double floor) {
    if (expected.length != actual.length) {
      throw new AssertionError("%s: %d values, but %d are expected".formatted(what, actual.length, expected.length));
    }
    if (!isClose(expected, actual, tolerance, floor)) {
      double scale = largest(expected);
      int worst = worst(expected, actual);
      throw new AssertionError(
          "%s[%d] is %s, but %s is expected; the largest value is %s, the tolerance %s"
              .formatted(what, worst, actual[worst], expected[worst], scale, tolerance * scale + floor));
    }
  }

  /** Whether {@link #check} accepts as many values. */
  static boolean isClose(double[] expected, float[] actual, double tolerance, double floor) {
    if (expected.length == 0 || expected.length != actual.length) {
      return expected.length == actual.length;
    }
    int worst = worst(expected, actual);
    return distance(expected[worst], actual[worst]) <= tolerance * largest(expected) + floor;
  }

  /** Where values differ most; the first of which only one is a number, if there is such a one. */
  private static int worst(double[] expected, float[] actual) {
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double distance = distance(expected[i], actual[i]);
      if (Double.isNaN(distance)) {
        return i;
      } else if (distance > distance(expected[worst], actual[worst])) {
        worst = i;
      }
    }
    return worst;
  }

  /** How far values are apart; 0 for the same infinity, and for both not a number. */
  private static double distance(double expected, double actual) {
    return Double.compare(expected, actual) == 0 ? 0 : Math.abs(expected - actual);
  }

  /** The largest magnitude of a finite value. */
  static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    return largest;
  }

  /** Compares bit for bit. */
  static void same(String what, float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(
            "%s[%d] is %s, but %s is expected, bit for bit".formatted(what, i, actual[i], expected[i]));
      }
    }
    if (expected.length != actual.length) {
      throw new AssertionError("%s: %d values, but %d are expected".formatted(what, actual.length, expected.length));
    }
  }
}
