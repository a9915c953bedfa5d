package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Tells two classes apart by the margin of one unit. */
@Network(input = 4)
class Margin {
  @Loss(LossFunction.HINGE)
  @Dense(units = 1) Layer yes;
}
