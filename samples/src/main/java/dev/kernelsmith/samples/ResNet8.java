package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.MOMENTUM;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.annotations.BatchNorm;
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
import dev.kernelsmith.samples.digits.ColouredDigits;

/**
 * A residual network of eight layers with batch normalisation for coloured images of 32 x 32 pixels, such as those of CIFAR-10 (He, Zhang, Ren
 * and Sun, "Deep residual learning for image recognition", 2016, and Ioffe and Szegedy, "Batch normalization", 2015). Convolutions before a
 * normalisation have no bias: the mean would take it away.
 */
@Network(input = {32, 32, 3})
@Optimizer(type = MOMENTUM, learningRate = 0.01, momentum = 0.9)
public class ResNet8 {
  // @formatter:off
  @Conv2D(filters = 16, kernel = 3, padding = SAME, bias = false)                          Layer stem;
  @BatchNorm(activation = RELU)                                                            Layer stemNorm;   // 32 x 32 x 16

  @Conv2D(filters = 16, kernel = 3, padding = SAME, bias = false)                          Layer a1;
  @BatchNorm(activation = RELU)                                                            Layer a1Norm;
  @Conv2D(filters = 16, kernel = 3, padding = SAME, bias = false)                          Layer a2;
  @BatchNorm                                                                               Layer a2Norm;
  @Add(value = {"stemNorm", "a2Norm"}, activation = RELU)                                  Layer a;          // 32 x 32 x 16

  @Conv2D(filters = 32, kernel = 3, stride = 2, padding = SAME, bias = false)              Layer b1;
  @BatchNorm(activation = RELU)                                                            Layer b1Norm;
  @Conv2D(filters = 32, kernel = 3, padding = SAME, bias = false)                          Layer b2;
  @BatchNorm                                                                               Layer b2Norm;
  @From("a") @Conv2D(filters = 32, kernel = 1, stride = 2, padding = SAME, bias = false)   Layer bShort;
  @BatchNorm                                                                               Layer bShortNorm;
  @Add(value = {"b2Norm", "bShortNorm"}, activation = RELU)                                Layer b;          // 16 x 16 x 32

  @Conv2D(filters = 64, kernel = 3, stride = 2, padding = SAME, bias = false)              Layer c1;
  @BatchNorm(activation = RELU)                                                            Layer c1Norm;
  @Conv2D(filters = 64, kernel = 3, padding = SAME, bias = false)                          Layer c2;
  @BatchNorm                                                                               Layer c2Norm;
  @From("b") @Conv2D(filters = 64, kernel = 1, stride = 2, padding = SAME, bias = false)   Layer cShort;
  @BatchNorm                                                                               Layer cShortNorm;
  @Add(value = {"c2Norm", "cShortNorm"}, activation = RELU)                                Layer c;          // 8 x 8 x 64

  @Pool(size = 8, type = AVERAGE)                                                          Layer means;
  @Dense(units = 10) @Loss(SOFTMAX_CROSS_ENTROPY)                                          Layer label;
  // @formatter:on

  /** Trains on digits in two random colours each, and tests on fresh ones. */
  public static void main(String[] args) {
    Dataset training = ColouredDigits.draw(4_000, 1);
    Dataset test = ColouredDigits.draw(1_000, 2);

    ResNet8Network network = new ResNet8Network(1);
    Trainer.of(network)
        .epochs(6)
        .batchSize(64)
        .learningRate(LearningRate.cosine(1e-2, 1e-3, 6))
        .fit(training);
    System.out.println("On fresh images: " + Evaluation.of(network, test));
  }
}
