package dev.kernelsmith.benchmarks;

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

/** Two convolutions of 3 x 3 with many channels, as the networks after LeNet-5 have them, and the least that trains them. */
@Network(input = {32, 32, 16})
@Optimizer(type = ADAM, learningRate = 1e-3)
class ConvBlock {
  @Conv2D(filters = 32, kernel = 3, padding = SAME, activation = RELU) Layer conv1;

  @Conv2D(filters = 32, kernel = 3, padding = SAME, activation = RELU) Layer conv2;

  @Pool(size = 2) Layer pool;

  @Dense(units = 10)
  @Loss(SOFTMAX_CROSS_ENTROPY) Layer digit;
}
