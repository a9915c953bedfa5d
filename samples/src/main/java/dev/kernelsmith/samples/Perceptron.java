package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.LossFunction.SIGMOID_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.SGD;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.Locale;

/**
 * One unit that learns NAND, after Rosenblatt, "The perceptron", 1958. A step has no slope to descend, so the unit is trained through a
 * sigmoid: each weight moves by the error times its input, as by Rosenblatt's rule, but by less where the unit is nearly sure. {@code
 * classify} is the step: 1 where the weighted sum is positive.
 */
@Network(input = 2)
@Optimizer(type = SGD, learningRate = 1)
public class Perceptron {
  @Dense(units = 1) @Loss(SIGMOID_CROSS_ENTROPY) Layer nand;

  /** All there is to learn: two bits, and whether they are not both 1. */
  public static Dataset table() {
    return ArrayDataset.ofClasses(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {1, 1, 1, 0});
  }

  /** Shows the table so often that every line of it is right. */
  public static PerceptronNetwork train(long seed) {
    PerceptronNetwork network = new PerceptronNetwork(seed);
    Trainer.of(network).epochs(200).batchSize(1).fit(table());
    return network;
  }

  /** Learns, then prints the table, and the weights and the bias that stand for it. */
  public static void main(String[] args) {
    PerceptronNetwork network = train(1);
    for (float[] bits : new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
      System.out.printf(Locale.ROOT, "%.0f nand %.0f = %d%n", bits[0], bits[1], network.classify(bits));
    }
    System.out.println("weights " + Arrays.toString(network.nand.weights()) + ", bias " + network.nand.bias()[0]);
  }
}
