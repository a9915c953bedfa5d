package dev.kernelsmith.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpeedCurveTest {
  private static final long MILLI = 1_000_000;

  @Test
  void findsTheFirstOfTwoFastSlices() {
    SpeedCurve curve = new SpeedCurve();
    curve.add(100 * MILLI, 10); // 100 a second
    curve.add(200 * MILLI, 95); // fast, but for itself
    curve.add(300 * MILLI, 40);
    curve.add(350 * MILLI, 50);
    curve.add(450 * MILLI, 92); // 142 in 150 ms
    curve.add(550 * MILLI, 90);
    assertEquals(OptionalDouble.of(0.45), curve.secondsTo(1000));
    assertEquals(OptionalDouble.empty(), curve.secondsTo(2000));
  }
}
