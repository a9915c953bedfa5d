package dev.kernelsmith.data.pipeline;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.runtime.Layer;

/** Tells three kinds of points apart. */
@Network(input = 4)
@Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
class Dots {
  @Dense(units = 8, activation = RELU) Layer hidden;
  @Dense(units = 3) @Loss(SOFTMAX_CROSS_ENTROPY) Layer kind;
}
