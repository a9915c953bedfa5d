package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.From;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Gives labels, and values of a regression. */
@Network
class Several {
  @Input(4) Layer given;

  @Loss(LossFunction.SIGMOID_CROSS_ENTROPY)
  @Dense(units = 3) Layer labels;

  @From("given")
  @Loss(LossFunction.MEAN_SQUARED_ERROR)
  @Dense(units = 2) Layer price;
}
