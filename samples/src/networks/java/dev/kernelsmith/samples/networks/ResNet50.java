package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.Block.FILTERS;
import static dev.kernelsmith.annotations.Block.STRIDE;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/** ResNet-50 (He et al., CVPR 2016), strides in the 3x3 convolutions, as most implementations have it: 25,557,032 parameters. */
@Network(input = {224, 224, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.1)
public class ResNet50 {
  /** Three convolutions, narrow in the middle, and what they read. */
  @Block
  static class Bottleneck {
    @Conv2D(filters = FILTERS, kernel = 1, bias = false)                 Layer reduce;
    @BatchNorm(activation = RELU)                                        Layer reduceNorm;
    @Conv2D(filters = FILTERS, kernel = 3, padding = SAME, bias = false) Layer conv;
    @BatchNorm(activation = RELU)                                        Layer convNorm;
    @Conv2D(filters = 4 * FILTERS, kernel = 1, bias = false)             Layer expand;
    @BatchNorm                                                           Layer expandNorm;
    @Add(value = {"expandNorm", "input"}, activation = RELU)             Layer sum;
  }

  /** The same with a stride, and a projection of what they read. */
  @Block
  static class Down {
    @Conv2D(filters = FILTERS, kernel = 1, bias = false)                                       Layer reduce;
    @BatchNorm(activation = RELU)                                                              Layer reduceNorm;
    @Conv2D(filters = FILTERS, kernel = 3, stride = STRIDE, padding = SAME, bias = false)      Layer conv;
    @BatchNorm(activation = RELU)                                                              Layer convNorm;
    @Conv2D(filters = 4 * FILTERS, kernel = 1, bias = false)                                   Layer expand;
    @BatchNorm                                                                                 Layer expandNorm;
    @From("input") @Conv2D(filters = 4 * FILTERS, kernel = 1, stride = STRIDE, bias = false)   Layer projection;
    @BatchNorm                                                                                 Layer projectionNorm;
    @Add(value = {"expandNorm", "projectionNorm"}, activation = RELU)                          Layer sum;
  }

  @Conv2D(filters = 64, kernel = 7, stride = 2, padding = SAME, bias = false) Layer conv1;
  @BatchNorm(activation = RELU)                                               Layer norm1;
  @Pool(size = 3, stride = 2, padding = SAME)                                 Layer pool1;
  @Block(value = Down.class, filters = 64)                                    Layer conv2Down;
  @Block(value = Bottleneck.class, filters = 64, repeat = 2)                  Layer conv2;
  @Block(value = Down.class, filters = 128, stride = 2)                       Layer conv3Down;
  @Block(value = Bottleneck.class, filters = 128, repeat = 3)                 Layer conv3;
  @Block(value = Down.class, filters = 256, stride = 2)                       Layer conv4Down;
  @Block(value = Bottleneck.class, filters = 256, repeat = 5)                 Layer conv4;
  @Block(value = Down.class, filters = 512, stride = 2)                       Layer conv5Down;
  @Block(value = Bottleneck.class, filters = 512, repeat = 2)                 Layer conv5;
  @GlobalPool(type = AVERAGE)                                                 Layer mean;
  @Dense(units = 1000) @Loss(SOFTMAX_CROSS_ENTROPY)                           Layer label;
}
