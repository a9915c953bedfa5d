package dev.kernelsmith.processor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arithmetic of extents. */
class SizesTest {
  private static final int MAX = Integer.MAX_VALUE;

  @Test
  void countsSaturate() {
    assertEquals(6, Sizes.product(List.of(1, 2, 3)));
    assertEquals((long) MAX * MAX, Sizes.product(List.of(MAX, MAX)));
    assertEquals(Long.MAX_VALUE, Sizes.product(List.of(MAX, MAX, MAX)));
    assertEquals(Long.MAX_VALUE, Sizes.product(List.of(MAX, MAX, MAX, MAX, 2)));
    assertEquals(Long.MAX_VALUE, Sizes.times(1L << 32, 1L << 31));
    assertEquals(Long.MAX_VALUE, Sizes.plus(Long.MAX_VALUE, 1));
    assertEquals("more than 2^63", Sizes.text(Long.MAX_VALUE));
  }

  @Test
  void rowsArePadded() {
    assertEquals(3 * 16, Sizes.padded(3, 1));
    assertEquals(3 * 16, Sizes.padded(3, 16));
    assertEquals(3 * 32, Sizes.padded(3, 17));
  }

  /** Expected values from TensorFlow's definition: total = max((ceil(in / stride) - 1) * stride + size - in, 0), half of it before. */
  @ParameterizedTest
  @CsvSource({
    "28, 5, 1, 28, 2, true", "5, 3, 2, 3, 1, true", "6, 3, 2, 3, 0, true", "5, 2, 2, 3, 0, true",
    "4, 2, 2, 2, 0, false", "7, 1, 3, 3, 0, false", "1, 3, 1, 1, 1, true", "7, 4, 1, 7, 1, true"
  })
  void same(int in, int size, int stride, int out, int before, boolean padded) {
    Window window = Window.same(in, size, stride, 1, false);
    long total = Math.max((out - 1L) * stride + size - in, 0);
    assertEquals(new Window(in, size, stride, 1, before, total - before, out), window);
    assertEquals(new Window(in, size, stride, 1, total - before, before, out), Window.same(in, size, stride, 1, true));
    assertEquals(padded, window.padded());
  }

  @ParameterizedTest
  @CsvSource({"28, 5, 1, 24", "5, 2, 2, 2", "5, 5, 7, 1", "5, 6, 1, 0", "5, 6, 9, 0", "1, 2147483647, 1, 0"})
  void valid(int in, int size, int stride, int out) {
    assertEquals(new Window(in, size, stride, 1, 0, 0, out), Window.valid(in, size, stride, 1, false));
  }

  @Test
  void windowsDoNotOverflow() {
    Window window = Window.same(MAX, MAX, 1, 1, false);
    assertEquals((MAX - 1) / 2, window.before());
    assertEquals(2L * MAX - 1, window.covered());
    assertTrue(window.useful());
    assertFalse(Window.same(3, 6, 1, 1, false).useful());
  }
}
