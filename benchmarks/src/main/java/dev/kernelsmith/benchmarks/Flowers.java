package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.Activation.TANH;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.runtime.Layer;

/** A tiny network, as one trains on four measures of a flower: what a step costs besides arithmetic. */
@Network(input = 4)
@Optimizer(type = ADAM, learningRate = 1e-3)
class Flowers {
  @Dense(units = 16, activation = TANH) Layer hidden;

  @Dense(units = 3)
  @Loss(SOFTMAX_CROSS_ENTROPY) Layer species;
}
