package dev.kernelsmith.data.sequences;

import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Flatten;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.InputType;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.OneHot;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.runtime.Layer;

/** The class of a text of eight tokens of five. */
@Network
@Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
class Guess {
  @Input(value = 8, type = InputType.INT) Layer tokens;
  @OneHot(classes = 5) Layer known;
  @Flatten Layer flat;
  @Loss(SOFTMAX_CROSS_ENTROPY) @Dense(units = 2) Layer kind;
}
