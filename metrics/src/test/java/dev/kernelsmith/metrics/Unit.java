package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Tells two classes apart by one unit. */
@Network(input = 4)
class Unit {
  @Loss(LossFunction.SIGMOID_CROSS_ENTROPY)
  @Dense(units = 1) Layer yes;
}
