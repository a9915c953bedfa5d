package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.runtime.Layer;

/** Tells three classes apart, by plain gradient descent. */
@Network(input = 4)
@Optimizer(type = OptimizerType.SGD)
class Descent {
  @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY)
  @Dense(units = 3) Layer kind;
}
