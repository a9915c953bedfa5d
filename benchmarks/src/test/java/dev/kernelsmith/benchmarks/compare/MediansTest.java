package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void takesTheMiddleOfAnOddNumber() {
    assertEquals(2, Medians.of(List.of(9.0, 1.0, 2.0)));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddle() {
    assertEquals(2.5, Medians.of(List.of(9.0, 3.0, 1.0, 2.0)));
  }

  @Test
  void refusesNothing() {
    List<Double> nothing = List.of();
    assertThrows(IllegalArgumentException.class, () -> Medians.of(nothing));
  }
}
