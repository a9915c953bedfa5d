package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Comparisons that accept everything would let every other test pass. */
class ClosenessTest {
  private static final double[] EXPECTED = {1, 2, 3};

  @Test
  void acceptsWhatIsClose() {
    assertTrue(Closeness.isClose(EXPECTED, new float[] {1, 2, 3.0001f}, 1e-4, 0));
    assertTrue(Closeness.isClose(new double[0], new float[0], 0, 0));
    assertFalse(Closeness.isClose(EXPECTED, new float[] {1, 2, 3.001f}, 1e-4, 0));
  }

  @Test
  void refusesWhatIsNotANumberWhereverItStands() {
    for (int at = 0; at < EXPECTED.length; at++) {
      float[] actual = {1, 2, 3};
      actual[at] = Float.NaN;
      assertThrows(AssertionError.class, () -> Closeness.check("values", EXPECTED, actual, 1, 1));
    }
    double[] nothing = {1, Double.NaN, 3};
    assertThrows(AssertionError.class, () -> Closeness.check("values", nothing, new float[] {1, 2, 3}, 1, 1));
  }

  @Test
  void acceptsWhatIsNotFiniteOnlyWhereItIsExpected() {
    double inf = Double.POSITIVE_INFINITY;
    double[] expected = {1, Double.NaN, inf, 3};
    float[] same = {1, Float.NaN, Float.POSITIVE_INFINITY, 3};
    assertTrue(Closeness.isClose(expected, same, 1e-4, 0));
    for (int at = 0; at < same.length; at++) {
      float[] other = same.clone();
      other[at] = at == 0 ? Float.NaN : 2;
      assertFalse(Closeness.isClose(expected, other, 1e-4, 0));
    }
    assertFalse(Closeness.isClose(new double[] {inf}, new float[] {Float.NEGATIVE_INFINITY}, 1, 1));
  }

  @Test
  void refusesAnotherLength() {
    assertFalse(Closeness.isClose(EXPECTED, new float[] {1, 2}, 1, 1));
    assertThrows(AssertionError.class, () -> Closeness.check("values", EXPECTED, new float[] {1, 2}, 1, 1));
  }
}
