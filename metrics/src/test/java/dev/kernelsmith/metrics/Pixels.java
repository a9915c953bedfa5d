package dev.kernelsmith.metrics;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** Tells for each pixel which of three classes it has; 255 says nothing. */
@Network(input = {2, 3, 2})
class Pixels {
  @Loss(value = LossFunction.SOFTMAX_CROSS_ENTROPY, ignoredClass = 255)
  @Conv2D(filters = 3, kernel = 1) Layer kind;
}
