package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.Block.FILTERS;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/** DenseNet-121, growth 32 (Huang et al., CVPR 2017): 7,978,856 trained parameters. */
@Network(input = {224, 224, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.1)
public class DenseNet121 {
  /** Adds 32 channels to those that there are. */
  @Block
  static class Growth {
    @BatchNorm(activation = RELU)                                   Layer norm1;
    @Conv2D(filters = 128, kernel = 1, bias = false)                Layer bottleneck;
    @BatchNorm(activation = RELU)                                   Layer norm2;
    @Conv2D(filters = 32, kernel = 3, padding = SAME, bias = false) Layer conv;
    @Concat({"input", "conv"})                                      Layer all;
  }

  /** Halves channels and image. */
  @Block
  static class Transition {
    @BatchNorm(activation = RELU)                        Layer norm;
    @Conv2D(filters = FILTERS, kernel = 1, bias = false) Layer conv;
    @Pool(size = 2, type = AVERAGE)                      Layer pool;
  }

  @Conv2D(filters = 64, kernel = 7, stride = 2, padding = SAME, bias = false) Layer conv1;
  @BatchNorm(activation = RELU)                                               Layer norm1;
  @Pool(size = 3, stride = 2, padding = SAME)                                 Layer pool1;
  @Block(value = Growth.class, repeat = 6)                                    Layer dense1;
  @Block(value = Transition.class, filters = 128)                             Layer transition1;
  @Block(value = Growth.class, repeat = 12)                                   Layer dense2;
  @Block(value = Transition.class, filters = 256)                             Layer transition2;
  @Block(value = Growth.class, repeat = 24)                                   Layer dense3;
  @Block(value = Transition.class, filters = 512)                             Layer transition3;
  @Block(value = Growth.class, repeat = 16)                                   Layer dense4;
  @BatchNorm(activation = RELU)                                               Layer norm5;
  @GlobalPool(type = AVERAGE)                                                 Layer mean;
  @Dense(units = 1000) @Loss(SOFTMAX_CROSS_ENTROPY)                           Layer label;
}
