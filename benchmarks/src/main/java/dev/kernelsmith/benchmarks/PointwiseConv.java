package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.OptimizerType.SGD;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;

/** Convolutions of 1 x 1: at each of 256 positions what {@link PointwiseDense} does with a sample. */
@Network(input = {16, 16, 64})
@Optimizer(type = SGD)
class PointwiseConv {
  @Conv2D(filters = 64, kernel = 1, activation = RELU) Layer first;

  @Conv2D(filters = 64, kernel = 1, activation = RELU) Layer second;

  @Conv2D(filters = 64, kernel = 1, activation = RELU) Layer third;

  @Conv2D(filters = 64, kernel = 1, activation = RELU) Layer fourth;

  @Conv2D(filters = 64, kernel = 1, activation = RELU) Layer fifth;

  @Conv2D(filters = 64, kernel = 1)
  @Loss(MEAN_SQUARED_ERROR) Layer last;
}
