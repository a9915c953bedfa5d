package dev.kernelsmith.processor.emit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DistanceTest {
  private static final Distance ROW = Distance.of("ROW");

  @Test
  void constantsAreCounted() {
    assertEquals("2 * ROW + 3", ROW.times(2).plus(Distance.of(3)).toString());
    assertEquals("", ROW.minus(ROW).toString());
    assertEquals("-ROW", ROW.times(-1).toString());
  }

  @Test
  void unitsAreMultiplied() {
    assertEquals("at", IndexText.plus("at", Distance.ZERO, "batch"));
    assertEquals("at + batch", IndexText.plus("at", Distance.of(1), "batch"));
    assertEquals("at - 2 * batch", IndexText.plus("at", Distance.of(-2), "batch"));
    assertEquals("at + 2 * ROW * batch", IndexText.plus("at", ROW.times(2), "batch"));
    assertEquals("at + (ROW + 1) * batch", IndexText.plus("at", Distance.of(1).plus(ROW), "batch"));
    assertEquals("at + (ROW - 1) * batch", IndexText.plus("at", Distance.of(-1).plus(ROW), "batch"));
    assertEquals("at - (ROW - 1) * batch", IndexText.plus("at", Distance.of(1).minus(ROW), "batch"));
  }
}
