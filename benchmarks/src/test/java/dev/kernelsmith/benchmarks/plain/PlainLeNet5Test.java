package dev.kernelsmith.benchmarks.plain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.benchmarks.DigitData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLeNet5Test {
  private static final int BATCH = 16;

  /** Along a direction d, the loss must change by gradient * d. */
  @ParameterizedTest
  @ValueSource(strings = {
    "conv1.weights", "conv1.bias", "conv2.weights", "conv2.bias", "dense1.weights", "dense1.bias", "dense2.weights",
    "dense2.bias", "digit.weights", "digit.bias"
  })
  void gradientsAreThoseOfFiniteDifferences(String name) {
    DigitData data = DigitData.synthetic(BATCH, 3);
    try (PlainLeNet5 network = new PlainLeNet5(5, 1)) {
      moveBiasesOffZero(network, new Random(6));
      PlainParameter parameter =
          network.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
      network.computeGradients(data.images(), data.labels());
      float[] gradient = network.gradients().get(network.parameters().indexOf(parameter)).clone();
      for (float[] direction : List.of(unit(gradient.clone()), blend(gradient, new Random(7)))) {
        double expected = dot(gradient, direction);
        double measured = slope(network, data, parameter.values(), direction, 2e-3);
        assertEquals(expected, measured, 0.02 * Math.abs(expected) + 1e-4, name);
      }
    }
  }

  /** On a black background relu's argument is the bias: at 0, where biases start, it has no derivative. */
  private static void moveBiasesOffZero(PlainLeNet5 network, Random random) {
    for (PlainParameter parameter : network.parameters()) {
      if (parameter.name().endsWith(".bias")) {
        for (int i = 0; i < parameter.values().length; i++) {
          parameter.values()[i] = (0.05f + 0.1f * random.nextFloat()) * (random.nextBoolean() ? 1 : -1);
        }
      }
    }
  }

  /** A random direction that is not nearly orthogonal to the gradient, so that its slope can be measured in float. */
  private static float[] blend(float[] gradient, Random random) {
    float[] noise = new float[gradient.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    float[] direction = unit(noise);
    float[] along = unit(gradient.clone());
    for (int i = 0; i < direction.length; i++) {
      direction[i] += along[i];
    }
    return unit(direction);
  }

  private static float[] unit(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    assertTrue(length > 0, "the vector is zero");
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double slope(PlainLeNet5 network, DigitData data, float[] values, float[] direction, double step) {
    float[] before = values.clone();
    move(values, before, direction, step);
    double above = network.computeGradients(data.images(), data.labels());
    move(values, before, direction, -step);
    double below = network.computeGradients(data.images(), data.labels());
    System.arraycopy(before, 0, values, 0, values.length);
    return (above - below) / (2 * step);
  }

  private static void move(float[] values, float[] from, float[] direction, double step) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (from[i] + step * direction[i]);
    }
  }

  @Test
  void learnsWhatItHasNotSeen() {
    DigitData training = DigitData.synthetic(640, 1);
    DigitData fresh = DigitData.synthetic(200, 2);
    try (PlainLeNet5 network = new PlainLeNet5(1, 1)) {
      for (int epoch = 0; epoch < 4; epoch++) {
        for (int from = 0; from < 640; from += BATCH) {
          network.train(
              Arrays.copyOfRange(training.images(), from, from + BATCH),
              Arrays.copyOfRange(training.labels(), from, from + BATCH),
              1e-3);
        }
      }
      int right = 0;
      for (int i = 0; i < 200; i++) {
        right += network.classify(fresh.images()[i]) == fresh.labels()[i] ? 1 : 0;
      }
      assertTrue(right >= 180, "only " + right + " of 200 are right");
    }
  }

  @Test
  void twoThreadsLearnAsOne() {
    DigitData data = DigitData.synthetic(7, 4);
    try (PlainLeNet5 one = new PlainLeNet5(9, 1); PlainLeNet5 two = new PlainLeNet5(9, 2)) {
      for (int step = 0; step < 3; step++) {
        double expected = one.train(data.images(), data.labels(), 1e-3);
        assertEquals(expected, two.train(data.images(), data.labels(), 1e-3), 1e-4);
      }
      assertArrayEquals(one.parameter("digit.bias"), two.parameter("digit.bias"), 1e-5f);
    }
  }
}
