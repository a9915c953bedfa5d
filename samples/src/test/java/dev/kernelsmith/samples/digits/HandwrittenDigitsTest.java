package dev.kernelsmith.samples.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class HandwrittenDigitsTest {
  private static final int PIXELS = HandwrittenDigits.SIZE * HandwrittenDigits.SIZE;

  @Test
  void theSameSeedDrawsTheSameImagesOnAnyNumberOfThreads() throws Exception {
    Dataset onMany = HandwrittenDigits.draw(200, 7);
    Dataset onOne;
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      onOne = pool.submit(() -> HandwrittenDigits.draw(200, 7)).get();
    }
    for (int i = 0; i < 200; i++) {
      assertArrayEquals(image(onMany, i), image(onOne, i));
      assertEquals(onMany.classOf(i), onOne.classOf(i));
    }
  }

  @Test
  void aLongerSetBeginsWithTheShorterOne() {
    Dataset few = HandwrittenDigits.draw(15, 3);
    Dataset many = HandwrittenDigits.draw(40, 3);
    for (int i = 0; i < 15; i++) {
      assertArrayEquals(image(few, i), image(many, i));
    }
  }

  /** The digest was taken once and must not change: files and published accuracies depend on these images. */
  @Test
  void theImagesAreTheSameOnEveryMachine() throws Exception {
    Dataset digits = HandwrittenDigits.draw(100, 1);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < digits.size(); i++) {
      for (float value : image(digits, i)) {
        sha.update((byte) Math.round(255 * value));
      }
    }
    assertEquals("f9ecec61c3cd90821cade7ab3101b69e5f48ee1825cd07aad4b675d88d04ed08",
        HexFormat.of().formatHex(sha.digest()));
  }

  @Test
  void otherSeedsDrawOtherImages() {
    Set<Integer> hashes = new HashSet<>();
    for (long seed = 0; seed < 5; seed++) {
      Dataset digits = HandwrittenDigits.draw(100, seed);
      for (int i = 0; i < digits.size(); i++) {
        hashes.add(Arrays.hashCode(image(digits, i)));
      }
    }
    assertEquals(500, hashes.size());
  }

  @Test
  void everyTenImagesHoldEachDigitOnce() {
    Dataset digits = HandwrittenDigits.draw(60, 11);
    for (int ten = 0; ten < 60; ten += 10) {
      Set<Integer> classes = new HashSet<>();
      for (int i = ten; i < ten + 10; i++) {
        classes.add(digits.classOf(i));
      }
      assertEquals(10, classes.size());
    }
    assertTrue(digits.hasClasses());
    assertEquals(60, digits.size());
    assertEquals(PIXELS, digits.inputLength());
  }

  @Test
  void everyImageHasInkInItsMiddleAndPaperAtItsBorder() {
    Dataset digits = HandwrittenDigits.draw(2000, 5);
    double total = 0;
    for (int i = 0; i < digits.size(); i++) {
      float[] image = image(digits, i);
      double ink = 0;
      double border = 0;
      for (int p = 0; p < PIXELS; p++) {
        assertTrue(image[p] >= 0 && image[p] <= 1);
        ink += image[p];
        int x = p % 28;
        int y = p / 28;
        if (x == 0 || y == 0 || x == 27 || y == 27) {
          border += image[p];
        }
      }
      assertTrue(ink > 15 && ink < 350, "image " + i + " has ink " + ink);
      assertTrue(border < 0.25 * ink, "image " + i + " is cut off at the border");
      total += ink / PIXELS;
    }
    // MNIST's mean is 0.13.
    assertEquals(0.14, total / digits.size(), 0.04);
  }

  @Test
  void imagesOfOneDigitDiffer() {
    Dataset digits = HandwrittenDigits.draw(1000, 2);
    float[][] first = new float[10][];
    for (int i = 0; i < digits.size(); i++) {
      float[] image = image(digits, i);
      int digit = digits.classOf(i);
      if (first[digit] == null) {
        first[digit] = image;
        continue;
      }
      double difference = 0;
      for (int p = 0; p < PIXELS; p++) {
        difference += Math.abs(image[p] - first[digit][p]);
      }
      assertTrue(difference > 8, "image " + i + " is nearly the first " + digit);
    }
  }

  @Test
  void everyVariantOfEveryDigitTurnsUp() {
    java.util.Random random = new java.util.Random(1);
    for (int digit = 0; digit < 10; digit++) {
      Set<Glyph> seen = new HashSet<>();
      for (int i = 0; i < 500; i++) {
        seen.add(Glyphs.choose(digit, random));
      }
      assertEquals(Set.copyOf(Glyphs.all(digit)), seen);
    }
  }

  @Test
  void nothingToDrawIsAnError() {
    var error = assertThrows(IllegalArgumentException.class, () -> HandwrittenDigits.draw(0, 1));
    assertTrue(error.getMessage().contains("count is 0"));
  }

  @Test
  void pathsAreChecked() {
    var error = assertThrows(IllegalArgumentException.class, () -> Glyph.parse("M 0 0 Q 1 1 2 2"));
    assertTrue(error.getMessage().contains("'Q'"));
  }

  @Test
  void aLineIsACurveThroughItsThirds() {
    assertArrayEquals(new double[] {0, 0, 1, 2, 2, 4, 3, 6}, Glyph.parse("M 0 0 L 3 6").strokes().getFirst(), 1e-12);
  }

  private static float[] image(Dataset digits, int index) {
    float[] image = new float[PIXELS];
    digits.copyInput(index, image, 0);
    return image;
  }
}
