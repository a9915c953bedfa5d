package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;
import static dev.kernelsmith.annotations.OptimizerType.SGD;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;

/** Dense layers that {@link PointwiseConv} is compared with. */
@Network(input = 64)
@Optimizer(type = SGD)
class PointwiseDense {
  @Dense(units = 64, activation = RELU) Layer first;

  @Dense(units = 64, activation = RELU) Layer second;

  @Dense(units = 64, activation = RELU) Layer third;

  @Dense(units = 64, activation = RELU) Layer fourth;

  @Dense(units = 64, activation = RELU) Layer fifth;

  @Dense(units = 64)
  @Loss(MEAN_SQUARED_ERROR) Layer last;
}
