package dev.kernelsmith.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstNumbersTest {
  private static final FirstNumbers LOSSES = new FirstNumbers(List.of(2.0, 1.9, 1.8), List.of());
  private static final FirstNumbers PROBABILITIES = new FirstNumbers(List.of(), List.of(0.8, 0.2));

  @Test
  void roundingIsNoDifference() {
    assertEquals("", new FirstNumbers(List.of(2.00001, 1.901, 1.801), List.of()).differenceFrom(LOSSES));
    assertEquals("", new FirstNumbers(List.of(), List.of(0.800007, 0.199993)).differenceFrom(PROBABILITIES));
  }

  @Test
  void saysWhatDiffers() {
    assertEquals("the loss before step 1 is 2.0000300, not 2.0000000",
        new FirstNumbers(List.of(2.00003, 1.9, 1.8), List.of()).differenceFrom(LOSSES));
    assertEquals("the loss before step 3 is 1.8030000, not 1.8000000",
        new FirstNumbers(List.of(2.0, 1.9, 1.803), List.of()).differenceFrom(LOSSES));
    assertEquals("probability 2 of the first samples is 0.2000090, not 0.2000000",
        new FirstNumbers(List.of(), List.of(0.8, 0.200009)).differenceFrom(PROBABILITIES));
  }

  @Test
  void whatIsNoNumberDiffers() {
    assertTrue(
        new FirstNumbers(List.of(2.0, Double.NaN, 1.8), List.of()).differenceFrom(LOSSES).contains("step 2"));
    assertTrue(new FirstNumbers(List.of(2.0), List.of()).differenceFrom(LOSSES).contains("another number"));
  }
}
