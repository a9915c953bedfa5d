package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.Block.GIVEN_1;
import static dev.kernelsmith.annotations.Block.GIVEN_2;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/** SqueezeNet 1.0 (Iandola et al., 2016): 1,248,424 parameters. */
@Network(input = {224, 224, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.04)
public class SqueezeNet {
  /** Few channels, from which many are made. */
  @Block
  static class Fire {
    static final int SQUEEZE = GIVEN_1;
    static final int EXPAND = GIVEN_2;

    @Conv2D(filters = SQUEEZE, kernel = 1, activation = RELU)                                     Layer squeeze;
    @Conv2D(filters = EXPAND, kernel = 1, activation = RELU)                                      Layer expand1;
    @From("squeeze") @Conv2D(filters = EXPAND, kernel = 3, padding = SAME, activation = RELU)     Layer expand3;
    @Concat({"expand1", "expand3"})                                                               Layer all;
  }

  @Conv2D(filters = 96, kernel = 7, stride = 2, activation = RELU) Layer conv1;
  @Pool(size = 3, stride = 2, ceiling = true)                      Layer pool1;
  @Block(value = Fire.class, given = {16, 64})                     Layer fire2;
  @Block(value = Fire.class, given = {16, 64})                     Layer fire3;
  @Block(value = Fire.class, given = {32, 128})                    Layer fire4;
  @Pool(size = 3, stride = 2, ceiling = true)                      Layer pool4;
  @Block(value = Fire.class, given = {32, 128})                    Layer fire5;
  @Block(value = Fire.class, given = {48, 192})                    Layer fire6;
  @Block(value = Fire.class, given = {48, 192})                    Layer fire7;
  @Block(value = Fire.class, given = {64, 256})                    Layer fire8;
  @Pool(size = 3, stride = 2, ceiling = true)                      Layer pool8;
  @Block(value = Fire.class, given = {64, 256})                    Layer fire9;
  @Dropout(rate = 0.5)                                             Layer dropout9;
  @Conv2D(filters = 1000, kernel = 1, activation = RELU)           Layer conv10;
  @GlobalPool(type = AVERAGE)                                      Layer mean;
  @Flatten @Loss(SOFTMAX_CROSS_ENTROPY)                            Layer label;
}
