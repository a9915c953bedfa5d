package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterInitializerTest {
  private static final int FAN_IN = 300;
  private static final int FAN_OUT = 100;

  /** Standard errors that a statistic may be off: as much in either direction has a probability of 2e-9. */
  private static final double ERRORS = 6;

  private static float[] drawn(ParameterSpec parameter, long seed, int threads) {
    NetworkSpec spec =
        NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "N", "f")
            .parameter(parameter)
            .parameterFloats(parameter.offset() + parameter.rows() * parameter.pitch())
            .build();
    return ParameterInitializer.initialize(spec, seed, threads);
  }

  private static ParameterSpec parameter(Initializer initializer, String name, int rows, int columns, int pitch) {
    return new ParameterSpec(name, List.of(rows, columns), 12, pitch, initializer, FAN_IN, FAN_OUT,
        ParameterGroup.TRAINED, true);
  }

  private static float[] values(Initializer initializer, String name, long seed) {
    ParameterSpec parameter = parameter(initializer, name, FAN_IN, FAN_OUT, FAN_OUT + 12);
    return parameter.read(drawn(parameter, seed, 1));
  }

  /** Mean of the products of what lies {@code lag} apart. */
  private static double product(float[] values, int lag) {
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (double) values[i] * values[i - lag];
    }
    return sum / (values.length - lag);
  }

  /**
   * Of n independent values with variance v, the mean has variance v / n, the mean of squares (kurtosis - 1) v^2 / n, and the mean of products of
   * different ones v^2 / n. Neighbours are pairs from one call of the generator, from two, and such as lie above each other.
   */
  @ParameterizedTest
  @CsvSource({
    "GLOROT_UNIFORM, 0.005, 1.8", "HE_UNIFORM, 0.0066666667, 1.8", "LECUN_UNIFORM, 0.0033333333, 1.8",
    "GLOROT_NORMAL, 0.005, 3", "LECUN_NORMAL, 0.0033333333, 3", "HE_NORMAL, 0.0066666667, 3", "NORMAL, 0.0025, 3",
    "TRUNCATED_NORMAL, 0.00193435, 2.3655"
  })
  void hasTheVarianceAndNoCorrelation(Initializer initializer, double variance, double kurtosis) {
    float[] values = values(initializer, "a.weights", 1);
    double root = Math.sqrt(values.length);
    double mean = 0;
    for (float value : values) {
      mean += (double) value / values.length;
    }
    assertEquals(0, mean, ERRORS * Math.sqrt(variance) / root);
    assertEquals(variance, product(values, 0), ERRORS * variance * Math.sqrt(kurtosis - 1) / root);
    for (int lag : new int[] {1, 2, 3, FAN_OUT, FAN_OUT + 1}) {
      assertEquals(0, product(values, lag), ERRORS * variance / root, () -> "neighbours at " + lag);
    }
  }

  @Test
  void noTruncatedValueIsFartherThanTwoDeviations() {
    float[] values = values(Initializer.TRUNCATED_NORMAL, "a.weights", 1);
    double farthest = 0;
    for (float value : values) {
      farthest = Math.max(farthest, Math.abs(value));
    }
    assertTrue(farthest <= 0.1 && farthest > 0.0997, "farthest " + farthest);
  }

  /** Tall, wide and square matrices, and one behind more axes, with rows that are longer in memory. */
  @ParameterizedTest
  @CsvSource({"40, 7", "7, 40", "16, 16", "1, 5", "5, 1", "1, 1", "100, 99"})
  void fewerRowsOrColumnsAreOrthonormal(int rows, int columns) {
    ParameterSpec parameter = parameter(Initializer.ORTHOGONAL, "a.weights", rows, columns, columns + 9);
    float[] flat = drawn(parameter, 3, 2);
    float[] matrix = parameter.read(flat);
    boolean wide = rows < columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double product = 0;
        for (int i = 0; i < length; i++) {
          product += (double) matrix[wide ? a * columns + i : i * columns + a]
              * matrix[wide ? b * columns + i : i * columns + b];
        }
        assertEquals(a == b ? 1 : 0, product, 1e-6, a + " and " + b);
      }
    }
    assertArrayEquals(flat, drawn(parameter, 3, 1));
    assertFalse(rows * columns > 1 && Arrays.equals(matrix, parameter.read(drawn(parameter, 4, 1))));
  }

  /** The distribution function of n values strays from the true one by more than {@code d} with probability 2 exp(-2 n d^2), here 1e-10. */
  @ParameterizedTest
  @CsvSource({"GLOROT_UNIFORM, 0.12247449", "HE_UNIFORM, 0.14142136", "LECUN_UNIFORM, 0.1"})
  void fillsTheRange(Initializer initializer, double limit) {
    float[] values = values(initializer, "a.weights", 1);
    Arrays.sort(values);
    double most = Math.sqrt(Math.log(2e10) / 2 / values.length);
    for (int i = 0; i < values.length; i++) {
      assertEquals((values[i] + limit) / (2 * limit), (double) i / values.length, most);
    }
    assertTrue(-values[0] <= limit && values[values.length - 1] <= limit);
  }

  /** Of normal values 68.27 % lie within one standard deviation, 95.45 % within two and 99.73 % within three. */
  @Test
  void normalValuesLieAroundTheMean() {
    double[] shares = {0.682689, 0.954500, 0.997300};
    float[] values = values(Initializer.NORMAL, "a.weights", 1);
    for (int deviations = 1; deviations <= shares.length; deviations++) {
      int within = 0;
      for (float value : values) {
        within += Math.abs(value) < 0.05 * deviations ? 1 : 0;
      }
      double share = shares[deviations - 1];
      assertEquals(share, (double) within / values.length, ERRORS * Math.sqrt(share * (1 - share) / values.length));
    }
  }

  /** Worked out by another program, which has the generator and the inverse of the distribution from elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "1, a.weights, 0, 0.019715422688314988, 0.010157087011446549",
    "1, a.weights, 1, 0.04487258936063564, 0.02383211602617119",
    "1, a.weights, 2, 0.05545945241293537, 0.030099900108654376",
    "1, a.weights, 29999, 0.11441941911047193, 0.09199961934068658",
    "-7, stage.2.conv1.weights, 12345, 0.08773248323144302, 0.05360587338495013"
  })
  void isAFunctionOfSeedNameAndElement(long seed, String name, int element, float uniform, double normal) {
    assertEquals(uniform, values(Initializer.GLOROT_UNIFORM, name, seed)[element]);
    assertEquals(normal, values(Initializer.NORMAL, name, seed)[element], 1e-6 * normal);
  }

  @Test
  void constantsAreWhatTheySay() {
    for (float value : values(Initializer.ONES, "a.weights", 1)) {
      assertEquals(1, value);
    }
    for (float value : values(Initializer.QUARTER, "a.weights", 1)) {
      assertEquals(0.25f, value);
    }
    for (float value : values(Initializer.ZEROS, "a.weights", 1)) {
      assertEquals(0, value);
    }
  }

  /** {@code Aa} and {@code BB} have the same hash code. */
  @Test
  void parametersAndSeedsHaveNothingInCommon() {
    float[][] all = {
      values(Initializer.NORMAL, "Aa.weights", 1), values(Initializer.NORMAL, "BB.weights", 1),
      values(Initializer.NORMAL, "Aa.weights", 2), values(Initializer.NORMAL, "Aa.weights", 1L << 32 | 1)
    };
    for (int a = 0; a < all.length; a++) {
      for (int b = 0; b < a; b++) {
        double sum = 0;
        for (int i = 0; i < all[a].length; i++) {
          sum += (double) all[a][i] * all[b][i] / all[a].length;
        }
        assertEquals(0, sum, ERRORS * 0.0025 / Math.sqrt(all[a].length));
      }
    }
  }

  /** Rows of odd length, some of which lie in two pieces, and more of them than are worth a thread. */
  @ParameterizedTest
  @CsvSource({"GLOROT_UNIFORM", "HE_NORMAL"})
  void threadsDrawTheSame(Initializer initializer) {
    ParameterSpec parameter = parameter(initializer, "a.weights", 1001, 333, 336);
    float[] alone = drawn(parameter, 5, 1);
    assertArrayEquals(alone, drawn(parameter, 5, 2));
    assertArrayEquals(alone, drawn(parameter, 5, 7));
  }

  @Test
  void layoutChangesNothing() {
    ParameterSpec wide = parameter(Initializer.NORMAL, "a.weights", 1001, 333, 350);
    ParameterSpec narrow = parameter(Initializer.NORMAL, "a.weights", 333, 1001, 1001);
    float[] flat = drawn(wide, 5, 2);
    float[] values = wide.read(flat);
    assertArrayEquals(values, narrow.read(drawn(narrow, 5, 1)));
    wide.write(new float[values.length], flat);
    for (float rest : flat) {
      assertEquals(0, rest, "what is no parameter is 0");
    }
    assertFalse(Arrays.equals(values, new float[values.length]));
  }

  @Test
  void autoIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> values(Initializer.AUTO, "a.weights", 1));
  }
}
