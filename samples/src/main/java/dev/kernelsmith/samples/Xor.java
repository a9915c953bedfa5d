package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.TANH;
import static dev.kernelsmith.annotations.LossFunction.SIGMOID_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Locale;

/**
 * Exclusive or, which one unit cannot learn, since no line parts its classes (Minsky and Papert, "Perceptrons", 1969), with a layer in
 * between (Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986).
 */
@Network(input = 2)
@Optimizer(type = ADAM, learningRate = 0.05)
public class Xor {
  // @formatter:off
  @Dense(units = 4, activation = TANH)           Layer hidden;
  @Dense(units = 1) @Loss(SIGMOID_CROSS_ENTROPY) Layer xor;
  // @formatter:on

  /** All there is to learn: two bits, and whether they differ. */
  public static Dataset table() {
    return ArrayDataset.ofClasses(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
  }

  /** Shows the table so often that every line of it is right. */
  public static XorNetwork train(long seed) {
    XorNetwork network = new XorNetwork(seed);
    Trainer.of(network).epochs(500).batchSize(4).fit(table());
    return network;
  }

  /** Learns, then prints the table with the probability that the bits differ. */
  public static void main(String[] args) {
    XorNetwork network = train(1);
    for (float[] bits : new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
      System.out.printf(Locale.ROOT, "%.0f xor %.0f = %d, probability of 1: %.3f%n", bits[0], bits[1],
          network.classify(bits), network.predict(bits)[0]);
    }
  }
}
