package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.LossFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses against their formulas, their gradients against differences, and both at extreme logits. */
class LossTest {
  private static final int UNITS = 4;

  private static double[] targets(LossFunction loss, Random random) {
    return loss == LossFunction.SOFTMAX_CROSS_ENTROPY
        ? random.ints(2, 0, UNITS).asDoubleStream().toArray()
        : random.doubles(2 * UNITS).toArray();
  }

  private static LossFixture.Result run(LossFunction loss, double[] logits, double[] targets, double... lossGradients) {
    return LossFixture.run(loss, List.of(UNITS), logits, targets, lossGradients);
  }

  @ParameterizedTest
  @EnumSource(LossFunction.class)
  void gradientAgreesWithDifferences(LossFunction loss) {
    Random random = new Random(1);
    double[] logits = random.doubles(2 * UNITS, -2, 2).toArray();
    double[] targets = targets(loss, random);
    double[] lossGradients = {0.5, 3};
    double[] gradient = run(loss, logits, targets, lossGradients).gradient();
    for (int i = 0; i < logits.length; i++) {
      double original = logits[i];
      logits[i] = original + GradientCheck.EPSILON;
      double above = run(loss, logits, targets, lossGradients).losses()[i / UNITS];
      logits[i] = original - GradientCheck.EPSILON;
      double below = run(loss, logits, targets, lossGradients).losses()[i / UNITS];
      logits[i] = original;
      double expected = lossGradients[i / UNITS] * (above - below) / (2 * GradientCheck.EPSILON);
      assertEquals(expected, gradient[i], GradientCheck.ABSOLUTE + GradientCheck.RELATIVE * Math.abs(expected));
    }
  }

  @ParameterizedTest
  @EnumSource(LossFunction.class)
  void aLossGradientOfZeroSelectsAGradientOfZero(LossFunction loss) {
    double[] logits = new double[2 * UNITS];
    Arrays.fill(logits, Double.NaN);
    double[] gradient = run(loss, logits, targets(loss, new Random(2)), 0, 0).gradient();
    assertArrayEquals(new double[2 * UNITS], gradient);
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
