package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.train.Evaluation;
import org.junit.jupiter.api.Test;

/** The samples for regression learn what can be learned: the least squares, and a curve up to its noise. */
class RegressionTest {
  @Test
  void aLineIsThatOfLeastSquares() {
    Dataset points = LinearRegression.points(200, 0.1, 1);
    double[] line = leastSquares(points);
    LinearRegressionNetwork network = LinearRegression.train(points);
    assertEquals(line[0], network.line.weights()[0], 1e-5);
    assertEquals(line[1], network.line.bias()[0], 1e-5);
    // 0.1 / sqrt(200) is the standard error of the intercept, and 3 times that of the slope's.
    assertEquals(LinearRegression.SLOPE, network.line.weights()[0], 0.04);
    assertEquals(LinearRegression.INTERCEPT, network.line.bias()[0], 0.02);
  }

  @Test
  void aSumOfSeveralIsThatOfLeastSquares() {
    Dataset flats = MultipleRegression.flats(500, 0.5, 1);
    Normalization scaling = Normalization.standard(flats);
    Dataset scaled = scaling.apply(flats);
    double[] sum = leastSquares(scaled);
    MultipleRegressionNetwork network = MultipleRegression.train(scaled);
    float[] weights = network.rent.weights();
    assertEquals(3, weights.length);
    for (int i = 0; i < weights.length; i++) {
      assertEquals(sum[i], weights[i], 1e-4, "weight " + i);
    }
    assertEquals(sum[3], network.rent.bias()[0], 1e-4);
    // What is left is the noise, whose variance is 0.25.
    double loss = Evaluation.of(network, scaling.apply(MultipleRegression.flats(500, 0.5, 2))).loss();
    assertTrue(loss > 0.2 && loss < 0.3, "loss " + loss);
  }

  @Test
  void aCurveIsLearnedUpToItsNoise() {
    RegressionNetwork network = Regression.train(Regression.points(4_000, 0.05, 1));
    double loss = Evaluation.of(network, Regression.points(500, 0, 2)).loss();
    assertTrue(loss < 0.002, "loss " + loss); // the curve's own variance is 0.12, that of the noise 0.0025
  }

  /** The weights, then the bias, that solve the normal equations, in double by elimination. */
  private static double[] leastSquares(Dataset data) {
    int n = data.inputLength() + 1;
    double[][] equations = new double[n][n + 1];
    float[] x = new float[n];
    float[] y = new float[1];
    for (int i = 0; i < data.size(); i++) {
      data.copyInput(i, x, 0);
      x[n - 1] = 1;
      data.copyTarget(i, y, 0);
      for (int row = 0; row < n; row++) {
        for (int column = 0; column < n; column++) {
          equations[row][column] += (double) x[row] * x[column];
        }
        equations[row][n] += (double) x[row] * y[0];
      }
    }
    for (int pivot = 0; pivot < n; pivot++) { // no rows are exchanged: the matrix is positive definite
      for (int row = 0; row < n; row++) {
        double factor = equations[row][pivot] / equations[pivot][pivot];
        for (int column = pivot; column <= n && row != pivot; column++) {
          equations[row][column] -= factor * equations[pivot][column];
        }
      }
    }
    double[] solution = new double[n];
    for (int row = 0; row < n; row++) {
      solution[row] = equations[row][n] / equations[row][row];
    }
    return solution;
  }
}
