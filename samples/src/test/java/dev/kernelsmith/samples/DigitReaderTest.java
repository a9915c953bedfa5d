package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import dev.kernelsmith.samples.digits.MovedDigits;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DigitReaderTest {
  private static final Dataset DIGITS = HandwrittenDigits.draw(250, 1);

  private static float[] picture(Dataset batch, int sample) {
    float[] picture = new float[batch.inputLength()];
    batch.copyInput(sample, picture, 0);
    return picture;
  }

  /** In an epoch of 4 batches each digit is shown once; the last batch has what is left. */
  @Test
  void anEpochShowsEachDigitOnce() {
    MovedDigits moved = new MovedDigits(DIGITS, 70, 3);
    for (long first = 1; first <= 9; first += 4) {
      int[] shown = new int[10];
      for (long step = first; step < first + 4; step++) {
        Dataset batch = moved.apply(step);
        assertEquals(step == first + 3 ? 40 : 70, batch.size());
        for (int i = 0; i < batch.size(); i++) {
          shown[batch.classOf(i)]++;
        }
      }
      for (int digit = 0; digit < 10; digit++) {
        int number = digit;
        long there = IntStream.range(0, DIGITS.size()).filter(i -> DIGITS.classOf(i) == number).count();
        assertEquals(there, shown[digit]);
      }
    }
  }

  /** A resumed training asks for its batches from the midst. */
  @Test
  void aBatchFollowsFromItsNumber() {
    MovedDigits moved = new MovedDigits(DIGITS, 70, 3);
    Dataset later = moved.apply(6);
    moved.apply(1);
    Dataset again = moved.apply(6);
    Dataset ofAnother = new MovedDigits(DIGITS, 70, 3).apply(6);
    assertArrayEquals(picture(later, 11), picture(again, 11));
    assertArrayEquals(picture(later, 11), picture(ofAnother, 11));
    assertFalse(Arrays.equals(picture(later, 11), picture(new MovedDigits(DIGITS, 70, 4).apply(6), 11)));
  }

  /** What moves stays in the picture, mostly, and as bright. */
  @Test
  void movedDigitsKeepTheirInk() {
    Dataset batch = new MovedDigits(DIGITS, 250, 3).apply(1);
    double before = 0;
    double after = 0;
    for (int i = 0; i < 250; i++) {
      for (float pixel : picture(DIGITS, i)) {
        before += pixel;
      }
      for (float pixel : picture(batch, i)) {
        assertTrue(pixel >= 0 && pixel <= 1);
        after += pixel;
      }
    }
    assertEquals(1, after / before, 0.03);
  }

  @Tag("thorough")
  @Test
  void learns() {
    DigitReaderNetwork network = new DigitReaderNetwork(1);
    DigitReader.train(network, HandwrittenDigits.draw(1_000, 1), 4);
    double accuracy = Evaluation.of(network, HandwrittenDigits.draw(500, 2)).accuracy().orElseThrow();
    assertTrue(accuracy > 0.8, () -> "accuracy " + accuracy);
  }
}
