package dev.kernelsmith.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThreefryTest {
  private static void assertWords(long expectedFirst, long expectedSecond, long words) {
    assertEquals(Long.toHexString(expectedFirst), Long.toHexString(words & 0xFFFFFFFFL));
    assertEquals(Long.toHexString(expectedSecond), Long.toHexString(words >>> 32));
  }

  /** The known answers that the authors publish with their library, Random123, for 20 rounds. */
  @Test
  void knownAnswers() {
    assertWords(0x6b200159L, 0x99ba4efeL, Threefry.words(0, 0, 0));
    assertWords(0x1cb996fcL, 0xbb002be7L, Threefry.words(-1, -1, -1));
    long key = 0x03707344L << 32 | 0x13198a2eL;
    assertWords(0xc4923a9cL, 0x483df7a0L, Threefry.words(key, 0x243f6a88, 0x85a308d3));
  }

  @Test
  void keysDifferByStepStreamAndSeed() {
    Set<Long> keys = new HashSet<>();
    for (long seed : new long[] {0, 1, 1L << 32, -1}) {
      for (long step = 1; step <= 20; step++) {
        for (int stream = 0; stream < 20; stream++) {
          keys.add(Threefry.key(seed, step, stream));
        }
      }
    }
    assertEquals(4 * 20 * 20, keys.size());
  }

  /** Mean 1/2 and variance 1/12 of a million numbers, of neighbouring samples uncorrelated: each within 5 standard deviations. */
  @Test
  void numbersAreUniform() {
    int samples = 1000;
    int elements = 1000;
    long key = Threefry.key(5, 7, 1);
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (int sample = 0; sample < samples; sample++) {
      for (int element = 0; element < elements; element++) {
        float u = Threefry.uniform(key, sample, element);
        assertTrue(u >= 0 && u < 1 && u * 0x1p24f == Math.rint(u * 0x1p24), () -> "not of 24 bits: " + u);
        sum += u - 0.5;
        squares += (u - 0.5) * (u - 0.5);
        products += (u - 0.5) * (Threefry.uniform(key, sample + 1, element) - 0.5);
      }
    }
    double count = (double) samples * elements;
    assertEquals(0, sum / count, 5 * Math.sqrt(1 / 12.0 / count));
    assertEquals(1 / 12.0, squares / count, 5 * Math.sqrt(1 / 180.0 / count));
    assertEquals(0, products / count, 5 / 12.0 / Math.sqrt(count));
  }

  @Test
  void vectorsHaveTheSameBits() {
    int lanes = VectorMath.SPECIES.length();
    float[] vector = new float[lanes + 5];
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      long key = random.nextLong();
      int sample = random.nextInt(1 << 20);
      int element = random.nextInt();
      boolean samples = random.nextBoolean();
      int step = samples ? 1 : random.nextInt(5);
      VectorMath.uniform(vector, 3, key, sample, samples ? 1 : 0, element, samples ? 0 : step);
      for (int lane = 0; lane < lanes; lane++) {
        int at = samples ? sample + lane : sample;
        assertEquals(Threefry.uniform(key, at, samples ? element : element + step * lane), vector[3 + lane]);
      }
    }
  }
}
