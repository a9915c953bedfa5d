package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.digits.HandwrittenDigits;

/**
 * LeNet-5 for digits of 28 x 28 pixels, after LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to
 * document recognition", 1998, with the activation, pooling and loss of today. The compiler makes {@code
 * LeNet5Network} of it.
 */
@Network(input = {28, 28, 1})
@Optimizer(type = ADAM, learningRate = 1e-3)
public class LeNet5 {
  // @formatter:off
  @Conv2D(filters = 6, kernel = 5, padding = SAME, activation = RELU) Layer conv1;
  @Pool(size = 2)                                                     Layer pool1;
  @Conv2D(filters = 16, kernel = 5, activation = RELU)                Layer conv2;
  @Pool(size = 2)                                                     Layer pool2;
  @Dense(units = 120, activation = RELU)                              Layer dense1;
  @Dense(units = 84, activation = RELU)                               Layer dense2;
  @Dense(units = 10) @Loss(SOFTMAX_CROSS_ENTROPY)                     Layer digit;
  // @formatter:on

  /** Trains on drawn digits, tests on fresh ones, and reads one of them. */
  public static void main(String[] args) {
    Dataset training = HandwrittenDigits.draw(20_000, 1);
    Dataset test = HandwrittenDigits.draw(4_000, 2);

    LeNet5Network network = new LeNet5Network(1);
    Trainer.of(network)
        .epochs(10)
        .batchSize(64)
        .learningRate(LearningRate.cosine(1e-3, 5e-5, 10))
        .fit(training);
    System.out.println("On fresh digits: " + Evaluation.of(network, test));

    float[] image = new float[28 * 28];
    test.copyInput(0, image, 0);
    System.out.println("The first is a " + test.classOf(0) + " and read as " + network.classify(image));
  }
}
