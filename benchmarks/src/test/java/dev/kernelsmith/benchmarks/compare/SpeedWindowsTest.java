package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SpeedWindowsTest {
  private static SpeedWindows filled(int... samplesPerWindow) {
    SpeedWindows windows = new SpeedWindows(100, samplesPerWindow.length);
    for (int i = 0; i < samplesPerWindow.length; i++) {
      assertTrue(windows.add(i * 100_000_000L, samplesPerWindow[i] / 2));
      assertTrue(windows.add(i * 100_000_000L + 99_999_999L, samplesPerWindow[i] - samplesPerWindow[i] / 2));
    }
    return windows;
  }

  @Test
  void theFinalSpeedIsTheMedianOfTheLastThird() {
    assertEquals(1000, filled(1, 2, 3, 4, 5, 6, 100, 7, 900).finalSpeed());
  }

  @Test
  void oneFastWindowIsNotWarm() {
    assertEquals(OptionalInt.of(500), filled(10, 100, 20, 89, 90, 100, 100, 100, 100).warmAfterMillis());
  }

  @Test
  void isNeverWarmWithoutTwoFastWindowsInARow() {
    assertEquals(OptionalInt.empty(), filled(0, 0, 0, 0, 100, 10, 100).warmAfterMillis());
  }

  @Test
  void isNeverWarmWithoutAnySpeed() {
    assertEquals(OptionalInt.empty(), filled(5, 0, 0, 0, 0, 0).warmAfterMillis());
  }

  @Test
  void countsNothingAfterTheLastWindow() {
    SpeedWindows windows = filled(7, 7, 7);
    assertFalse(windows.add(300_000_000L, 1000));
    assertEquals(70, windows.finalSpeed());
  }
}
