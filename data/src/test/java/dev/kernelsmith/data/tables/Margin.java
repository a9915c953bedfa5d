package dev.kernelsmith.data.tables;

import static dev.kernelsmith.annotations.LossFunction.HINGE;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** A margin of five features. */
@Network(input = 5)
class Margin {
  @Dense(units = 1) @Loss(HINGE) Layer churned;
}
