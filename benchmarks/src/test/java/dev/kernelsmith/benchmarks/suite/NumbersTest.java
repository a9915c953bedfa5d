package dev.kernelsmith.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void threeDigitsCount() {
    Map.of(
        95_432.0, "95,400", 5.8149, "5.81", 0.2341, "0.234", 0.0, "0", 1234.5, "1,230", 0.0012345, "0.00123", 99.96,
        "100",
        12.0, "12.0", Double.NaN, "-", Double.POSITIVE_INFINITY, "-")
        .forEach((value, text) -> assertEquals(text, Numbers.three(value)));
  }

  @Test
  void plainNumbersAreShort() {
    assertEquals("0.25", Numbers.plain(0.25));
    assertEquals("30", Numbers.plain(30));
  }
}
