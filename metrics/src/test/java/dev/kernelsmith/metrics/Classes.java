package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Tells three classes apart. */
@Network(input = 4)
class Classes {
  @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY)
  @Dense(units = 3) Layer kind;
}
