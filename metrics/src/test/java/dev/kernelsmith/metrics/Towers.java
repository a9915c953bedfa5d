package dev.kernelsmith.metrics;

import static dev.kernelsmith.annotations.Activation.RELU;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Layers of one shape, whose kernels are the same methods, between a small layer and a tiny one. */
@Network(input = 8)
class Towers {
  @Dense(units = 256, activation = RELU) Layer small;
  @Dense(units = 256, activation = RELU) Layer first;
  @Dense(units = 256, activation = RELU) Layer second;
  @Dense(units = 256, activation = RELU) Layer third;
  @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY)
  @Dense(units = 2) Layer tiny;
}
