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

/** The network that the benchmarks measure. */
@Network(input = {28, 28, 1})
@Optimizer(type = ADAM, learningRate = 1e-3)
class LeNet5 {
  @Conv2D(filters = 6, kernel = 5, padding = SAME, activation = RELU) Layer conv1;

  @Pool(size = 2) Layer pool1;

  @Conv2D(filters = 16, kernel = 5, activation = RELU) Layer conv2;

  @Pool(size = 2) Layer pool2;

  @Dense(units = 120, activation = RELU) Layer dense1;

  @Dense(units = 84, activation = RELU) Layer dense2;

  @Dense(units = 10)
  @Loss(SOFTMAX_CROSS_ENTROPY) Layer digit;
}
