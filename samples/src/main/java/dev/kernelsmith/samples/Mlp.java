package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.digits.HandwrittenDigits;

/**
 * A multilayer perceptron, 784-128-64-10: dense layers alone. Without {@code @Optimizer} it is trained by Adam with
 * its usual settings.
 */
@Network(input = 784)
public class Mlp {
  // @formatter:off
  @Dense(units = 128, activation = RELU)          Layer hidden1;
  @Dense(units = 64, activation = RELU)           Layer hidden2;
  @Dense(units = 10) @Loss(SOFTMAX_CROSS_ENTROPY) Layer digit;
  // @formatter:on

  /** Trains on drawn digits and tests on fresh ones. */
  public static void main(String[] args) {
    MlpNetwork network = new MlpNetwork(1);
    Trainer.of(network).epochs(10).fit(HandwrittenDigits.draw(20_000, 1));

    Dataset test = HandwrittenDigits.draw(4_000, 2);
    System.out.println("On fresh digits: " + Evaluation.of(network, test));
  }
}
