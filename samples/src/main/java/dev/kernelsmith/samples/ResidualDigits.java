package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.From;
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
 * A small residual network, after He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016. It
 * shows data flow that is not a chain: {@code @Add} sums earlier layers, {@code @From} reads one.
 */
@Network(input = {28, 28, 1})
@Optimizer(type = ADAM, learningRate = 3e-3)
public class ResidualDigits {
  // @formatter:off
  @Conv2D(filters = 8, kernel = 3, padding = SAME, activation = RELU)              Layer stem;
  @Pool(size = 2)                                                                  Layer halved;  // 14 x 14 x 8

  // A block with an identity shortcut: relu(x + f(x)).
  @Conv2D(filters = 8, kernel = 3, padding = SAME, activation = RELU)              Layer a1;
  @Conv2D(filters = 8, kernel = 3, padding = SAME)                                 Layer a2;
  @Add(value = {"halved", "a2"}, activation = RELU)                                Layer a;       // 14 x 14 x 8

  // A block that halves the image and doubles the channels, so that its shortcut needs a 1 x 1 convolution.
  @Conv2D(filters = 16, kernel = 3, stride = 2, padding = SAME, activation = RELU) Layer b1;
  @Conv2D(filters = 16, kernel = 3, padding = SAME)                                Layer b2;
  @From("a") @Conv2D(filters = 16, kernel = 1, stride = 2, padding = SAME)         Layer shortcut;
  @Add(value = {"b2", "shortcut"}, activation = RELU)                              Layer b;       // 7 x 7 x 16

  @Pool(size = 3, type = AVERAGE)                                                  Layer means;   // 2 x 2 x 16
  @Dense(units = 10) @Loss(SOFTMAX_CROSS_ENTROPY)                                  Layer digit;
  // @formatter:on

  /** Trains on drawn digits and tests on fresh ones. */
  public static void main(String[] args) {
    ResidualDigitsNetwork network = new ResidualDigitsNetwork(1);
    Trainer.of(network)
        .epochs(10)
        .learningRate(LearningRate.cosine(3e-3, 1e-4, 10))
        .fit(HandwrittenDigits.draw(20_000, 1));

    Dataset test = HandwrittenDigits.draw(4_000, 2);
    System.out.println("On fresh digits: " + Evaluation.of(network, test));
  }
}
