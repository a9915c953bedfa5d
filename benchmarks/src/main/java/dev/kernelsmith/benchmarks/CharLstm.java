package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.InputType.INT;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Embedding;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Lstm;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.TimeDistributed;
import dev.kernelsmith.runtime.Layer;

/** Foretells the next of 64 characters by two recurrent layers. */
@Network(stepwise = "text")
@Optimizer(type = ADAM, learningRate = 1e-3)
class CharLstm {
  // @formatter:off
  @Input(value = 64, type = INT)                                 Layer text;
  @Embedding(vocabulary = 64, units = 64)                        Layer characters;
  @Lstm(units = 128, sequences = true)                           Layer first;
  @Lstm(units = 128, sequences = true)                           Layer second;
  @TimeDistributed @Dense(units = 64) @Loss(SOFTMAX_CROSS_ENTROPY) Layer next;
  // @formatter:on
}
