package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Tells three classes apart; -1 says nothing. */
@Network(input = 4)
class Ignoring {
  @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, ignoredClass = -1)
  @Dense(units = 3) Layer kind;
}
