package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.LossFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses against their formulas, their gradients against differences, and both at extreme logits. */
class LossTest {
  private static final int UNITS = 4;

  private static final int CASES = 60;

  private static LossFixture.Result run(LossFunction loss, double[] logits, double[] targets, double... lossGradients) {
    return LossFixture.run(loss, List.of(UNITS), logits, targets, lossGradients);
  }

  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = EnumSource.Mode.EXCLUDE, names = "FORMULA")
  void everySettingByItsFormula(LossFunction loss) {
    for (int seed = 0; seed < CASES; seed++) {
      RandomLoss random = RandomLoss.of(loss, seed);
      double[] losses = random.run(1, 1, 1).losses();
      assertArrayEquals(random.expected(), losses, 1e-9, random::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = EnumSource.Mode.EXCLUDE, names = "FORMULA")
  void gradientAgreesWithDifferences(LossFunction loss) {
    for (int seed = 0; seed < CASES; seed++) {
      gradientAgreesWithDifferences(RandomLoss.of(loss, seed));
    }
  }

  private static void gradientAgreesWithDifferences(RandomLoss random) {
    double[] outputs = random.outputs();
    double[] lossGradients = {0.5, 3, 1};
    double[] gradient = random.run(lossGradients).gradient();
    for (int i = 0; i < outputs.length; i++) {
      int sample = i / (outputs.length / RandomLoss.SAMPLES);
      double original = outputs[i];
      outputs[i] = original + GradientCheck.EPSILON;
      double above = random.run(lossGradients).losses()[sample];
      outputs[i] = original - GradientCheck.EPSILON;
      double below = random.run(lossGradients).losses()[sample];
      outputs[i] = original;
      double expected = lossGradients[sample] * (above - below) / (2 * GradientCheck.EPSILON);
      assertEquals(
          expected, gradient[i], GradientCheck.ABSOLUTE + GradientCheck.RELATIVE * Math.abs(expected),
          random::toString);
    }
  }

  /** A filler's is below 0, that of a sample without weight 0. */
  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = EnumSource.Mode.EXCLUDE, names = "FORMULA")
  void aLossGradientOfZeroSelectsAGradientOfZero(LossFunction loss) {
    for (int seed = 0; seed < CASES; seed++) {
      RandomLoss random = RandomLoss.of(loss, seed);
      Arrays.fill(random.outputs(), Double.NaN);
      assertArrayEquals(new double[random.outputs().length], random.run(0, -1, 0).gradient(), random::toString);
    }
  }

  /** With logits of magnitude 10,000 and more, probabilities 0 and 1, and targets of 0: finite, and the gradient points the right way. */
  @ParameterizedTest
  @EnumSource(value = LossFunction.class, mode = EnumSource.Mode.EXCLUDE, names = "FORMULA")
  void extremeOutputsHaveFiniteLossesAndGradients(LossFunction loss) {
    double[][] extremes = {{1e4, -1e4}, {0, 1}, {1e30, -1e30, 0}, {0}, {1e-40, 1}};
    Random random = new Random(7);
    for (int seed = 0; seed < CASES; seed++) {
      for (double[] values : extremes) {
        RandomLoss tried = RandomLoss.of(loss, seed);
        for (int i = 0; i < tried.outputs().length; i++) {
          tried.outputs()[i] = values[random.nextInt(values.length)];
        }
        LossFixture.Result result = tried.run(1, 1, 1);
        String what = tried + " of " + Arrays.toString(tried.outputs());
        assertTrue(Arrays.stream(result.losses()).allMatch(Double::isFinite), what);
        boolean negative =
            loss == LossFunction.KL_DIVERGENCE || tried.ofProbabilities() && Arrays.stream(values).anyMatch(y -> y > 1);
        assertTrue(negative || Arrays.stream(result.losses()).allMatch(value -> value >= -1e-6), what);
        assertTrue(Arrays.stream(result.gradient()).allMatch(Double::isFinite), what);
      }
    }
  }

  @Test
  void derivativesAtKinks() {
    double[] zero = new double[UNITS];
    assertArrayEquals(zero, run(LossFunction.MEAN_ABSOLUTE_ERROR, new double[UNITS], zero, 1).gradient());
    double[] labels = {1, 0, 1, 0};
    assertArrayEquals(zero, run(LossFunction.HINGE, new double[] {1, -1, 1, -1}, labels, 1).gradient());
    double[] same = {1, 1, 1};
    LossFixture.Result triplet =
        LossFixture.run(
            LossFunction.TRIPLET, Map.of("margin", 4.0), List.of(3), new double[] {0, 0, 2}, same, 1);
    assertArrayEquals(new double[] {0}, triplet.losses());
    assertArrayEquals(new double[3], triplet.gradient());
  }

  /** Lin et al.: with gamma 2 an example classified with 0.9 costs a hundredth of its cross entropy, one with 0.5 a quarter. */
  @Test
  void focalLossOfThePaper() {
    double[] logits = {Math.log(9), 0, Math.log(9), 0};
    LossFixture.Result result =
        LossFixture.run(
            LossFunction.FOCAL, Map.of("alpha", -1.0), List.of(1), logits, new double[] {1, 1, 0, 0}, 1, 1, 1,
            1);
    assertArrayEquals(
        new double[] {-Math.log(0.9) / 100, Math.log(2) / 4, -Math.log(0.1) * 0.81, Math.log(2) / 4},
        result.losses(), 1e-12);
  }

  @Test
  void softmaxCrossEntropyByItsFormula() {
    double[] logits = {0.5, -1, 2, 0, 1, 1, 1, 1};
    LossFixture.Result result = run(LossFunction.SOFTMAX_CROSS_ENTROPY, logits, new double[] {2, 3}, 1, 1);
    double sum = Math.exp(0.5) + Math.exp(-1) + Math.exp(2) + 1;
    assertArrayEquals(new double[] {Math.log(sum) - 2, Math.log(4)}, result.losses(), 1e-12);
    double[] p = {Math.exp(0.5) / sum, Math.exp(-1) / sum, Math.exp(2) / sum, 1 / sum, 0.25, 0.25, 0.25, 0.25};
    assertArrayEquals(p, result.probabilities(), 1e-12);
  }

  @Test
  void softmaxCrossEntropyOfExtremeLogitsIsFinite() {
    double[] logits = {1000, -1000, 0, 999, 1e30, -1e30, 0, 0};
    LossFixture.Result result = run(LossFunction.SOFTMAX_CROSS_ENTROPY, logits, new double[] {1, 0}, 1, 1);
    assertEquals(2000 + Math.log1p(Math.exp(-1)), result.losses()[0], 1e-9);
    assertEquals(0, result.losses()[1]);
    assertEquals(-1, result.gradient()[1]);
    assertTrue(Arrays.stream(result.gradient()).allMatch(Double::isFinite));
  }

  @Test
  void sigmoidCrossEntropyByItsFormula() {
    double[] logits = {0.5, -1, 2, 0, 1, 1, -3, 4};
    double[] targets = {0, 1, 0.5, 0.25, 1, 0, 1, 1};
    LossFixture.Result result = run(LossFunction.SIGMOID_CROSS_ENTROPY, logits, targets, 1, 1);
    double[] losses = new double[2];
    for (int i = 0; i < logits.length; i++) {
      double p = 1 / (1 + Math.exp(-logits[i]));
      losses[i / UNITS] -= targets[i] * Math.log(p) + (1 - targets[i]) * Math.log(1 - p);
      assertEquals(p, result.probabilities()[i], 1e-12);
    }
    assertArrayEquals(losses, result.losses(), 1e-12);
  }

  @Test
  void sigmoidCrossEntropyOfExtremeLogitsIsFinite() {
    double[] logits = {1000, -1000, 1000, -1000, 0, 0, 0, 0};
    double[] targets = {1, 0, 0, 1, 0, 0, 0, 0};
    LossFixture.Result result = run(LossFunction.SIGMOID_CROSS_ENTROPY, logits, targets, 1, 1);
    assertEquals(2000, result.losses()[0], 1e-9);
    assertArrayEquals(new double[] {0, 0, 1, -1}, Arrays.copyOf(result.gradient(), 4), 1e-12);
  }

  @Test
  void meanSquaredErrorByItsFormula() {
    double[] outputs = {1, 2, 3, 4, 0, 0, 0, 0};
    double[] targets = {1, 0, 3, 8, 2, 0, 0, 0};
    LossFixture.Result result = run(LossFunction.MEAN_SQUARED_ERROR, outputs, targets, 1, 0.5);
    assertArrayEquals(new double[] {5, 1}, result.losses(), 1e-12);
    assertArrayEquals(new double[] {0, 1, 0, -2, -0.5, 0, 0, 0}, result.gradient(), 1e-12);
    assertArrayEquals(outputs, result.probabilities());
  }
}
