package dev.kernelsmith.processor.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThreefryTest {
  /** The known answers that the authors publish with their library, Random123, for 20 rounds. */
  @Test
  void knownAnswers() {
    assertArrayEquals(new int[] {0x6b200159, 0x99ba4efe}, Threefry.words(new int[] {0, 0}, 0, 0));
    assertArrayEquals(new int[] {0x1cb996fc, 0xbb002be7}, Threefry.words(new int[] {-1, -1}, -1, -1));
    assertArrayEquals(
        new int[] {0xc4923a9c, 0x483df7a0},
        Threefry.words(new int[] {0x13198a2e, 0x03707344}, 0x243f6a88, 0x85a308d3));
  }

  @Test
  void kernelsHaveTheSameNumbers() {
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      long key = Threefry.key(random.nextLong(), random.nextLong(), i);
      int sample = random.nextInt();
      int element = random.nextInt();
      assertEquals(
          (float) Threefry.uniform(key, sample, element),
          dev.kernelsmith.runtime.kernel.Threefry.uniform(key, sample, element));
    }
    assertEquals(Threefry.key(-7, 9, 2), dev.kernelsmith.runtime.kernel.Threefry.key(-7, 9, 2));
  }
}
