package dev.kernelsmith.data.sequences;

import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;

import dev.kernelsmith.annotations.Conv1D;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.InputType;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.OneHot;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.runtime.Layer;

/** The token behind each of six, from that alone. */
@Network
@Optimizer(type = OptimizerType.ADAM, learningRate = 5e-2)
class NextToken {
  @Input(value = 6, type = InputType.INT) Layer tokens;
  @OneHot(classes = 4) Layer known;
  @Loss(value = SOFTMAX_CROSS_ENTROPY, ignoredClass = -1) @Conv1D(filters = 4, kernel = 1) Layer next;
}
