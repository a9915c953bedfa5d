package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.samples.digits.HandwrittenDigits;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitPreparationTest {
  @Test
  void anImageOfTheRightSizeIsTakenAsItIs() {
    float[] digit = drawn();
    assertArrayEquals(digit, DigitPreparation.prepare(new GreyImage(28, 28, digit)));
  }

  @Test
  void blackOnWhiteOfTheRightSizeIsInverted() {
    float[] digit = drawn();
    float[] negative = new float[digit.length];
    for (int i = 0; i < digit.length; i++) {
      negative[i] = 1 - digit[i];
    }
    assertArrayEquals(digit, DigitPreparation.prepare(new GreyImage(28, 28, negative)), 1e-6f);
  }

  /** A bar of 40 x 100 pixels anywhere becomes one of 8 x 20 in the middle, whatever the colours. */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "0.8, 0.1", "0.2, 0.9", "0.45, 0.05"})
  void aBarIsCutOutScaledAndCentred(float paper, float ink) {
    GreyImage image = new GreyImage(300, 200, new float[300 * 200]);
    Arrays.fill(image.values(), paper);
    for (int y = 15; y < 115; y++) {
      for (int x = 220; x < 260; x++) {
        image.values()[y * 300 + x] = ink;
      }
    }
    float[] prepared = DigitPreparation.prepare(image);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        float expected = x >= 10 && x < 18 && y >= 4 && y < 24 ? 1 : 0;
        assertEquals(expected, prepared[y * 28 + x], 1e-4, "at " + x + ", " + y);
      }
    }
  }

  /** What is prepared once stays as it is, enlarged and turned to black on white in between. */
  @Test
  void preparingTwiceIsPreparingOnce() {
    float[] once = DigitPreparation.prepare(enlargedNegative(drawn()));
    float[] twice = DigitPreparation.prepare(enlargedNegative(once));
    assertTrue(correlation(once, twice) > 0.9, "correlation " + correlation(once, twice));
    float most = 0;
    for (float value : twice) {
      assertTrue(value >= 0 && value <= 1.0001f);
      most = Math.max(most, value);
    }
    assertEquals(1, most, 1e-4);
  }

  @Test
  void aSpeckOfOnePixelFitsToo() {
    GreyImage image = new GreyImage(50, 50, new float[2500]);
    image.values()[0] = 1;
    float[] prepared = DigitPreparation.prepare(image);
    assertEquals(1, prepared[14 * 28 + 14], 1e-4);
  }

  /** Whatever is in an image, and however long it is, its digit has the size and the range that networks take. */
  @Test
  void anyImageEndsInADigitOrAMessage() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      int width = 1 + (int) Math.pow(3000, random.nextDouble());
      int height = 1 + (int) Math.pow(random.nextInt(8) == 0 ? 3000 : 60_000.0 / width, random.nextDouble());
      float[] values = new float[width * height];
      float share = random.nextFloat();
      for (int k = 0; k < values.length; k++) {
        values[k] = random.nextFloat() < share ? random.nextInt(3) / 2f : k / (float) values.length;
      }
      float[] prepared;
      try {
        prepared = DigitPreparation.prepare(new GreyImage(width, height, values));
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains("one shade"), e.getMessage());
        continue;
      }
      assertEquals(28 * 28, prepared.length);
      for (float value : prepared) {
        assertTrue(value >= 0 && value <= 1.0001f, width + " x " + height + ": " + value);
      }
    }
  }

  @Test
  void anEmptySheetHasNoDigit() {
    GreyImage sheet = new GreyImage(40, 40, new float[1600]);
    Arrays.fill(sheet.values(), 0.97f);
    var error = assertThrows(IllegalArgumentException.class, () -> DigitPreparation.prepare(sheet));
    assertTrue(error.getMessage().contains("one shade"));
  }

  private static float[] drawn() {
    float[] image = new float[28 * 28];
    HandwrittenDigits.draw(4, 9).copyInput(3, image, 0);
    return image;
  }

  private static GreyImage enlargedNegative(float[] digit) {
    GreyImage large = new GreyImage(280, 280, new float[280 * 280]);
    for (int i = 0; i < large.values().length; i++) {
      large.values()[i] = 1 - digit[i / 280 / 10 * 28 + i % 280 / 10];
    }
    return large;
  }

  private static double correlation(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
