package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.runtime.Layer;

/** The network of the samples that is dense layers alone, trained by Adam with its usual settings. */
@Network(input = 784)
class Mlp {
  @Dense(units = 128, activation = RELU) Layer hidden1;

  @Dense(units = 64, activation = RELU) Layer hidden2;

  @Dense(units = 10)
  @Loss(SOFTMAX_CROSS_ENTROPY) Layer digit;
}
