package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.InputType.INT;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.OneHot;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.PositionalEmbedding;
import dev.kernelsmith.annotations.TimeDistributed;
import dev.kernelsmith.runtime.Layer;

/** {@link CharTransformer} with the table of characters as a product of matrices: the same function of the same parameters. */
@Network
@Optimizer(type = ADAM, learningRate = 1e-3)
class CharTransformerOneHot {
  // @formatter:off
  @Input(value = 64, type = INT)                                                          Layer text;
  @OneHot(classes = 64)                                                                   Layer hot;
  @TimeDistributed @Dense(units = 128, bias = false, initializer = Initializer.HE_NORMAL) Layer characters;
  @PositionalEmbedding                                                                    Layer placed;
  @Block(CharTransformerLayer.class)                                                      Layer first;
  @Block(CharTransformerLayer.class)                                                      Layer second;
  @LayerNorm                                                                              Layer normal;
  @TimeDistributed @Dense(units = 64) @Loss(SOFTMAX_CROSS_ENTROPY)                        Layer next;
  // @formatter:on
}
