package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.MOMENTUM;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.runtime.Layer;

/** Three pairs of convolutions of 3 x 3, as one writes them first for the images of CIFAR-10. */
@Network(input = {32, 32, 3})
@Optimizer(type = MOMENTUM, learningRate = 0.003, momentum = 0.9)
class CifarConvNet {
  @Conv2D(filters = 32, kernel = 3, padding = SAME, activation = RELU) Layer conv1;

  @Conv2D(filters = 32, kernel = 3, padding = SAME, activation = RELU) Layer conv2;

  @Pool(size = 2) Layer pool1; // 16 x 16 x 32

  @Conv2D(filters = 64, kernel = 3, padding = SAME, activation = RELU) Layer conv3;

  @Conv2D(filters = 64, kernel = 3, padding = SAME, activation = RELU) Layer conv4;

  @Pool(size = 2) Layer pool2; // 8 x 8 x 64

  @Conv2D(filters = 128, kernel = 3, padding = SAME, activation = RELU) Layer conv5;

  @Conv2D(filters = 128, kernel = 3, padding = SAME, activation = RELU) Layer conv6;

  @Pool(size = 2) Layer pool3; // 4 x 4 x 128

  @Dense(units = 256, activation = RELU) Layer dense1;

  @Dense(units = 10)
  @Loss(SOFTMAX_CROSS_ENTROPY) Layer label;
}
