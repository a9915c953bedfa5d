package dev.kernelsmith.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionReportTest {
  private static final double EXACT = 1e-12;

  private static RegressionReport report(float[][] values, float[][] targets) {
    return Predictions.ofValues(values, targets).regression();
  }

  /** The example of scikit-learn's pages on these functions, whose results it gives: 0.5, 0.375, 0.948. */
  @Test
  void figuresOfAPublishedExample() {
    RegressionReport report = report(new float[][] {{2.5f}, {0}, {2}, {8}}, new float[][] {{3}, {-0.5f}, {2}, {7}});
    assertEquals(0.5, report.meanAbsoluteError(), EXACT);
    assertEquals(0.375, report.meanSquaredError(), EXACT);
    assertEquals(Math.sqrt(0.375), report.rootMeanSquaredError(), EXACT);
    assertEquals(1 - 1.5 / 29.1875, report.r2(), EXACT);
    assertEquals("""
             mean absolute  mean squared  root mean squared      R2
        all         0.5000        0.3750             0.6124  0.9486
        errors of 4 samples""", report.toString().replace(System.lineSeparator(), "\n"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomValuesBesideDefinitions(long seed) {
    Random random = new Random(seed);
    int count = 2 + random.nextInt(50);
    int units = 1 + random.nextInt(4);
    float[][] values = new float[count][units];
    float[][] targets = new float[count][units];
    for (int i = 0; i < count; i++) {
      for (int u = 0; u < units; u++) {
        values[i][u] = (float) random.nextGaussian();
        targets[i][u] = values[i][u] + (float) random.nextGaussian() * u;
      }
    }
    RegressionReport report = report(values, targets);
    double[] sums = new double[4];
    for (int u = 0; u < units; u++) {
      double absolute = 0;
      double squared = 0;
      double mean = 0;
      for (int i = 0; i < count; i++) {
        absolute += Math.abs((double) values[i][u] - targets[i][u]);
        squared += Math.pow((double) values[i][u] - targets[i][u], 2);
        mean += targets[i][u];
      }
      double spread = 0;
      for (int i = 0; i < count; i++) {
        spread += Math.pow(targets[i][u] - mean / count, 2);
      }
      double[] expected = {absolute / count, squared / count, Math.sqrt(squared / count), 1 - squared / spread};
      double[] found =
          {report.meanAbsoluteError(u), report.meanSquaredError(u), report.rootMeanSquaredError(u), report.r2(u)};
      for (int i = 0; i < 4; i++) {
        assertEquals(expected[i], found[i], 1e-9);
        sums[i] += expected[i] / units;
      }
    }
    assertEquals(sums[0], report.meanAbsoluteError(), 1e-9);
    assertEquals(sums[1], report.meanSquaredError(), 1e-9);
    assertEquals(sums[2], report.rootMeanSquaredError(), 1e-9);
    assertEquals(sums[3], report.r2(), 1e-9);
  }

  /** Seven times 0.1f have a mean that is not 0.1f: such targets are equal nevertheless, and the other unit's figure stands in the mean as it is. */
  @Test
  void equalTargetsWhoseMeanIsRounded() {
    float[][] targets = new float[7][];
    float[][] right = new float[7][];
    float[][] wrong = new float[7][];
    for (int i = 0; i < 7; i++) {
      targets[i] = new float[] {0.1f, i};
      right[i] = new float[] {0.1f, i};
      wrong[i] = new float[] {i == 3 ? 0.2f : 0.1f, i};
    }
    assertEquals(1, report(right, targets).r2(0));
    assertEquals(1, report(right, targets).r2());
    assertEquals(0, report(wrong, targets).r2(0));
    assertEquals(0.5, report(wrong, targets).r2());
  }

  /** Equal targets, a single sample, and numbers that are not finite. */
  @Test
  void whatIsNotDefined() {
    float[][] equal = {{2}, {2}};
    assertEquals(1, report(equal, equal).r2());
    assertEquals(0, report(new float[][] {{2}, {3}}, equal).r2());
    assertEquals(Double.NaN, report(new float[][] {{2}}, new float[][] {{3}}).r2());
    RegressionReport broken = report(new float[][] {{Float.NaN}, {2}}, equal);
    assertEquals(Double.NaN, broken.meanAbsoluteError());
    assertEquals(Double.NaN, broken.r2());
    assertTrue(report(new float[2][30], new float[2][30]).toString().lines().count() == 3);
    assertTrue(report(new float[2][3], new float[2][3]).toString().lines().count() == 6);
  }
}
