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
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Locale;
import java.util.Random;

/**
 * Predicts the rent of a flat from its area, its age and its distance from the centre, by a sum of these with a weight each. They are
 * measured in different units, so they are normalised first: gradient descent takes steps of one length for all weights.
 */
@Network(input = 3)
@Optimizer(type = SGD, learningRate = 0.1)
public class MultipleRegression {
  @Dense(units = 1) @Loss(MEAN_SQUARED_ERROR) Layer rent;

  /**
   * Draws flats of 20 to 120 square metres, up to 80 years old and up to 15 km from the centre.
   *
   * @param count number of flats
   * @param noise standard deviation of what the rent, in hundreds, depends on besides
   * @param seed the same seed draws the same flats
   */
  public static Dataset flats(int count, double noise, long seed) {
    Random random = new Random(seed);
    float[][] flats = new float[count][];
    float[][] rents = new float[count][1];
    for (int i = 0; i < count; i++) {
      float area = 20 + 100 * random.nextFloat();
      float age = 80 * random.nextFloat();
      float distance = 15 * random.nextFloat();
      flats[i] = new float[] {area, age, distance};
      rents[i][0] = (float) (2 + 0.12 * area - 0.02 * age - 0.3 * distance + noise * random.nextGaussian());
    }
    return ArrayDataset.ofValues(flats, rents);
  }

  /** Takes steps of gradient descent along the mean of all flats, until the sum is that of least squares. */
  public static MultipleRegressionNetwork train(Dataset normalised) {
    MultipleRegressionNetwork network = new MultipleRegressionNetwork(1);
    Trainer.of(network).epochs(300).batchSize(normalised.size()).fit(normalised);
    return network;
  }

  /** Learns from 500 flats and is tested on 200 others, scaled as the first are. */
  public static void main(String[] args) {
    Dataset training = flats(500, 0.5, 1);
    Normalization scaling = Normalization.standard(training);
    MultipleRegressionNetwork network = train(scaling.apply(training));
    System.out.println("On other flats: " + Evaluation.of(network, scaling.apply(flats(200, 0.5, 2))));

    float[] flat = {60, 30, 5};
    float rent = network.predict(scaling.apply(flat))[0];
    System.out.printf(Locale.ROOT, "60 square metres, 30 years old, 5 km from the centre: %.0f%n", 100 * rent);
  }
}
