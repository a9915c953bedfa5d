package dev.kernelsmith.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows by a clock of our own. */
class MeasuredWindowsTest {
  private static final long MILLI = 1_000_000;

  /** Windows of 10 ms, two that count, a warm-up of 25 to 100 ms. */
  private static MeasuredWindows begin() {
    MeasuredWindows windows = new MeasuredWindows(new Protocol(25, 100, 10, 2, 0, 0));
    windows.begin(0);
    return windows;
  }

  @Test
  void countsOnceTheSpeedIsSteady() {
    MeasuredWindows windows = begin();
    assertTrue(windows.add(10 * MILLI, 5));
    assertTrue(windows.add(20 * MILLI, 10));
    assertFalse(windows.counts(), "it doubled");
    assertTrue(windows.add(30 * MILLI, 20));
    assertFalse(windows.counts(), "it doubled again");
    assertTrue(windows.add(40 * MILLI, 20));
    assertTrue(windows.counts());
    assertTrue(windows.steady());
    assertTrue(windows.add(45 * MILLI, 10), "the window is not over");
    assertTrue(windows.add(50 * MILLI, 12));
    assertFalse(windows.add(70 * MILLI, 40), "it ended late, and counts as that long");
    assertEquals(List.of(2200.0, 2000.0), windows.rates());
  }

  @Test
  void isSteadyNoSoonerThanTheLeastWarmUp() {
    MeasuredWindows windows = begin();
    windows.add(10 * MILLI, 20);
    windows.add(20 * MILLI, 20);
    assertFalse(windows.counts());
    windows.add(30 * MILLI, 20);
    assertTrue(windows.counts());
  }

  @Test
  void countsInTheEndWhatIsNotSteady() {
    MeasuredWindows windows = begin();
    for (int i = 1; i <= 10; i++) {
      assertFalse(windows.counts());
      windows.add(10L * i * MILLI, i % 2 == 0 ? 20 : 30);
    }
    assertTrue(windows.counts());
    assertFalse(windows.steady());
  }
}
