package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.MOMENTUM;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.BatchNorm;
import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;

/** A small network whose training step has many phases: three normalisations, each with two cuts on the way forward and one back. */
@Network(input = {8, 8, 4})
@Optimizer(type = MOMENTUM, learningRate = 0.01, momentum = 0.9)
class SmallNormalised {
  @Conv2D(filters = 8, kernel = 3, padding = SAME, bias = false) Layer conv1;

  @BatchNorm(activation = RELU) Layer norm1;

  @Conv2D(filters = 16, kernel = 3, stride = 2, padding = SAME, bias = false) Layer conv2;

  @BatchNorm(activation = RELU) Layer norm2;

  @Conv2D(filters = 16, kernel = 3, padding = SAME, bias = false) Layer conv3;

  @BatchNorm(activation = RELU) Layer norm3;

  @Dense(units = 10)
  @Loss(SOFTMAX_CROSS_ENTROPY) Layer label;
}
