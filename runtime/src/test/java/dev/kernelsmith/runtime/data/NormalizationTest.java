package dev.kernelsmith.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalizationTest {
  /** Feature 0: mean 2, population deviation sqrt(8/3). Feature 1 is constant. */
  private static final Dataset TRAINING =
      ArrayDataset.ofClasses(new float[][] {{0, 0.1f}, {2, 0.1f}, {4, 0.1f}}, new int[] {0, 1, 2});

  @Test
  void standard() {
    Normalization normalization = Normalization.standard(TRAINING);
    assertArrayEquals(new float[] {2, 0.1f}, normalization.offsets());
    assertArrayEquals(new float[] {(float) Math.sqrt(8 / 3.0), 1}, normalization.divisors());
    Dataset scaled = normalization.apply(TRAINING);
    assertArrayEquals(new float[] {-1.2247449f, 0}, Rows.input(scaled, 0), 1e-6f);
    assertArrayEquals(new float[] {0, 0}, Rows.input(scaled, 1));
  }

  @Test
  void minMax() {
    Dataset scaled = Normalization.minMax(TRAINING).apply(TRAINING);
    assertArrayEquals(new float[] {0, 0}, Rows.input(scaled, 0));
    assertArrayEquals(new float[] {0.5f, 0}, Rows.input(scaled, 1));
    assertArrayEquals(new float[] {1, 0}, Rows.input(scaled, 2));
  }

  @Test
  void scaledTrainingDataHaveMeanZeroAndDeviationOne() {
    Random random = new Random(3);
    float[] inputs = new float[1000 * 3];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (1000 * (i % 3) + random.nextGaussian() * (1 + i % 3));
    }
    Dataset training = ArrayDataset.ofClasses(inputs, 3, new int[1000]);
    Dataset scaled = Normalization.standard(training).apply(training);
    for (int feature = 0; feature < 3; feature++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < scaled.size(); i++) {
        double value = Rows.input(scaled, i)[feature];
        sum += value;
        squares += value * value;
      }
      assertEquals(0, sum / 1000, 1e-4);
      assertEquals(1, squares / 1000, 1e-4);
    }
  }

  @Test
  void theViewKeepsAllElse() {
    Normalization normalization = Normalization.of(new float[] {1, 1}, new float[] {2, 4});
    Dataset classes = normalization.apply(TRAINING);
    assertEquals(3, classes.size());
    assertArrayEquals(new int[] {0, 1, 2}, Rows.classes(classes));
    Dataset values = normalization.apply(ArrayDataset.ofValues(new float[][] {{3, 5}}, new float[][] {{7}}));
    assertArrayEquals(new float[] {7}, Rows.target(values, 0));
    float[] into = {9, 9, 9, 9};
    values.copyInput(0, into, 1);
    assertArrayEquals(new float[] {9, 1, 1, 9}, into);
  }

  @Test
  void savedNumbersGiveTheSameScaling() {
    Normalization fitted = Normalization.standard(TRAINING);
    Normalization restored = Normalization.of(fitted.offsets(), fitted.divisors());
    float[] input = {3.7f, -2};
    assertArrayEquals(fitted.apply(input), restored.apply(input));
    assertArrayEquals(new float[] {3.7f, -2}, input);
    fitted.offsets()[0] = 99;
    assertEquals(2, fitted.offsets()[0]);
  }

  @Test
  void refusesWhatCannotBeScaled() {
    float[] one = {1};
    assertThrows(IllegalArgumentException.class, () -> Normalization.of(one, new float[] {0}));
    assertThrows(IllegalArgumentException.class, () -> Normalization.of(one, new float[] {Float.NaN}));
    assertThrows(IllegalArgumentException.class, () -> Normalization.of(one, new float[2]));
    assertThrows(IllegalArgumentException.class, () -> Normalization.of(new float[0], new float[0]));
    assertThrows(IllegalArgumentException.class, () -> Normalization.standard(TRAINING).apply(new float[3]));
    Dataset wide = ArrayDataset.ofClasses(new float[] {-3e38f, 3e38f}, 1, new int[2]);
    assertThrows(IllegalArgumentException.class, () -> Normalization.minMax(wide));
    assertThrows(IllegalArgumentException.class, () -> Normalization.minMax(TRAINING).apply(wide));
    Dataset notFinite = new ArrayDataset(1, new float[] {Float.NaN}, 1, new int[1], new float[0], 0);
    assertThrows(IllegalArgumentException.class, () -> Normalization.standard(notFinite));
  }
}
