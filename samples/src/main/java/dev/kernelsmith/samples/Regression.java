package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.TANH;
import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Locale;
import java.util.Random;

/** Learns a curve of one variable from noisy points of it. */
@Network(input = 1)
@Optimizer(type = ADAM, learningRate = 1e-2)
public class Regression {
  // @formatter:off
  @Dense(units = 32, activation = TANH)       Layer hidden1;
  @Dense(units = 32, activation = TANH)       Layer hidden2;
  @Dense(units = 1) @Loss(MEAN_SQUARED_ERROR) Layer value;
  // @formatter:on

  /** The curve: {@code sin(3 x) / (1 + x^2)}. */
  public static double curve(double x) {
    return StrictMath.sin(3 * x) / (1 + x * x);
  }

  /**
   * Draws points with x in [-3, 3] and y on the curve, plus normal noise.
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
      x[i] = 6 * random.nextFloat() - 3;
      y[i] = (float) (curve(x[i]) + noise * random.nextGaussian());
    }
    return ArrayDataset.ofValues(x, 1, y, 1);
  }

  /** Trains a network. */
  public static RegressionNetwork train(Dataset points) {
    RegressionNetwork network = new RegressionNetwork(1);
    Trainer.of(network).epochs(30).learningRate(LearningRate.cosine(1e-2, 1e-4, 30)).fit(points);
    return network;
  }

  /** Trains on 4,000 noisy points, then prints the curve beside what was learned. */
  public static void main(String[] args) {
    RegressionNetwork network = train(points(4_000, 0.05, 1));

    System.out.println("    x    curve  learned");
    for (float x = -3; x <= 3; x += 0.5f) {
      System.out.printf(Locale.ROOT, "%5.1f  %7.3f  %7.3f%n", x, curve(x), network.predict(new float[] {x})[0]);
    }
  }
}
