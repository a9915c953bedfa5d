package dev.kernelsmith.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of kernels over the range of floats: within a few ulp of what they are in double, with the same bits in vectors and alone. */
class FunctionsTest {
  private static final int LANES = VectorMath.SPECIES.length();
  private static final float[] SPECIAL = {
    0, -0f, 1, -1, Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 0.70710677f, 0.70710683f, 0.99999994f, 1.0000001f, 4,
    -4
  };

  private interface OfFloat {
    float of(float x);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        row("exp", Math::exp, ScalarMath::exp, VectorMath::exp, VectorMath::exp),
        row("tanh", Math::tanh, ScalarMath::tanh, VectorMath::tanh, VectorMath::tanh),
        row("sigmoid", x -> 1 / (1 + Math.exp(-x)), ScalarMath::sigmoid, VectorMath::sigmoid, VectorMath::sigmoid),
        row("softplus", x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), ScalarMath::softplus,
            VectorMath::softplus, VectorMath::softplus),
        row("erf", FunctionsTest::erf, ScalarMath::erf, VectorMath::erf, VectorMath::erf),
        row("sin", StrictMath::sin, ScalarMath::sin, VectorMath::sin, VectorMath::sin),
        row("cos", StrictMath::cos, ScalarMath::cos, VectorMath::cos, VectorMath::cos),
        row("floor", Math::floor, ScalarMath::floor, VectorMath::floor, VectorMath::floor),
        row("log", Math::log, ScalarMath::log, VectorMath::log, VectorMath::log));
  }

  private static Arguments row(
      String name, DoubleUnaryOperator exact, OfFloat scalar, OfFloat alone, UnaryOperator<FloatVector> vector) {
    return Arguments.of(name, exact, scalar, alone, vector);
  }

  /** By Simpson's rule. */
  private static double erf(double x) {
    if (Double.isNaN(x) || Math.abs(x) > 6) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    int steps = 200;
    double h = x / steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double middle = (i + 0.5) * h;
      sum += Math.exp(-i * h * i * h) + 4 * Math.exp(-middle * middle) + Math.exp(-(i + 1) * h * (i + 1) * h);
    }
    return sum * h / 6 * 2 / Math.sqrt(Math.PI);
  }

  private static float[] arguments() {
    Random random = new Random(1);
    float[] x = new float[1 << 14];
    for (int i = 0; i < x.length; i++) {
      x[i] =
          switch (i % 4) {
            case 0 -> Float.intBitsToFloat(random.nextInt());
            case 1 -> (float) (random.nextGaussian() * 4);
            case 2 -> (float) (random.nextInt(-20_000, 20_000) * Math.PI / 2);
            default -> (float) Math.exp(random.nextGaussian() * 0.1);
          };
    }
    System.arraycopy(SPECIAL, 0, x, 0, SPECIAL.length);
    return x;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void isWithinAFewUlp(
      String name, DoubleUnaryOperator exact, OfFloat scalar, OfFloat alone, UnaryOperator<FloatVector> vector) {
    for (float x : arguments()) {
      double expected = exact.applyAsDouble(x);
      check(name, x, expected, scalar.of(x));
      check(name, x, expected, alone.of(x));
    }
  }

  /** What is below the normal range may be 0. */
  private static void check(String name, float x, double expected, float actual) {
    if (Double.isNaN(expected) || Double.isInfinite((float) expected)) {
      assertEquals((float) expected, actual, name + " of " + x);
    } else {
      double tolerance = 4 * Math.ulp((float) expected) + Float.MIN_NORMAL;
      assertTrue(
          Math.abs(actual - expected) <= tolerance, () -> name + " of " + x + " is " + actual + ", not " + expected);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void vectorsHaveTheBitsOfSingleNumbers(
      String name, DoubleUnaryOperator exact, OfFloat scalar, OfFloat alone, UnaryOperator<FloatVector> vector) {
    float[] x = arguments();
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i += LANES) {
      vector.apply(FloatVector.fromArray(VectorMath.SPECIES, x, i)).intoArray(y, i);
    }
    for (int i = 0; i < x.length; i++) {
      float at = x[i];
      assertEquals(Float.floatToIntBits(alone.of(at)), Float.floatToIntBits(y[i]), () -> name + " of " + at);
    }
  }

  /** Every 1009th float up to where it is 1. */
  @Test
  void hyperbolicTangentIsOddAndAtMostOne() {
    int end = Float.floatToIntBits(10);
    for (int bits = 0; bits < end; bits += 1009) {
      float x = Float.intBitsToFloat(bits);
      double exact = Math.tanh(x);
      for (OfFloat tanh : List.<OfFloat>of(ScalarMath::tanh, VectorMath::tanh)) {
        float y = tanh.of(x);
        double most = Math.min(1, exact * (1 + 2e-7) + Float.MIN_VALUE);
        assertTrue(y <= most && y >= exact * (1 - 2e-7) - Float.MIN_VALUE, () -> "tanh " + x + " is " + y);
        assertEquals(-y, tanh.of(-x));
        assertTrue(x < 9.02f || y == 1, () -> "tanh " + x + " is " + y);
        assertTrue(x > 1e-8f || y == x, () -> "tanh " + x + " is " + y);
      }
    }
  }
}
