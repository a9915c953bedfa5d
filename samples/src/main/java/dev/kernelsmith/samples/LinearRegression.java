package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.OptimizerType.SGD;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Locale;
import java.util.Random;

/** Fits a straight line to noisy points: one weight, the slope, and one bias, the intercept. */
@Network(input = 1)
@Optimizer(type = SGD, learningRate = 0.1)
public class LinearRegression {
  /** Slope of the line that points are drawn from. */
  public static final double SLOPE = 2;

  /** Intercept of the line that points are drawn from. */
  public static final double INTERCEPT = -0.5;

  @Dense(units = 1) @Loss(MEAN_SQUARED_ERROR) Layer line;

  /**
   * Draws points with x in [-1, 1] and y on the line, plus normal noise.
   *
   * @param count number of points
   * @param noise standard deviation of the noise
   * @param seed the same seed draws the same points
   */
  public static Dataset points(int count, double noise, long seed) {
    Random random = new Random(seed);
    float[] x = new float[count];
    float[] y = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = 2 * random.nextFloat() - 1;
      y[i] = (float) (SLOPE * x[i] + INTERCEPT + noise * random.nextGaussian());
    }
    return ArrayDataset.ofValues(x, 1, y, 1);
  }

  /** Takes steps of gradient descent along the mean of all points, until the line is that of least squares. */
  public static LinearRegressionNetwork train(Dataset points) {
    LinearRegressionNetwork network = new LinearRegressionNetwork(1);
    Trainer.of(network).epochs(200).batchSize(points.size()).fit(points);
    return network;
  }

  /** Fits 200 points, then prints the line that they were drawn from and the one that was learned. */
  public static void main(String[] args) {
    Layer line = train(points(200, 0.1, 1)).line;
    System.out.printf(Locale.ROOT, "drawn from  y = %.3f x %+.3f%n", SLOPE, INTERCEPT);
    System.out.printf(Locale.ROOT, "learned     y = %.3f x %+.3f%n", line.weights()[0], line.bias()[0]);
  }
}
