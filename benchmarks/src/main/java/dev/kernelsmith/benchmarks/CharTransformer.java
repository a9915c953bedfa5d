package dev.kernelsmith.benchmarks;

import static dev.kernelsmith.annotations.InputType.INT;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Embedding;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.PositionalEmbedding;
import dev.kernelsmith.annotations.TimeDistributed;
import dev.kernelsmith.runtime.Layer;

/** Foretells the next of 64 characters by two layers of a transformer. */
@Network(stepwise = "text")
@Optimizer(type = ADAM, learningRate = 1e-3)
class CharTransformer {
  // @formatter:off
  @Input(value = 64, type = INT)                                 Layer text;
  @Embedding(vocabulary = 64, units = 128)                       Layer characters;
  @PositionalEmbedding                                           Layer placed;
  @Block(CharTransformerLayer.class)                             Layer first;
  @Block(CharTransformerLayer.class)                             Layer second;
  @LayerNorm                                                     Layer normal;
  @TimeDistributed @Dense(units = 64) @Loss(SOFTMAX_CROSS_ENTROPY) Layer next;
  // @formatter:on
}
