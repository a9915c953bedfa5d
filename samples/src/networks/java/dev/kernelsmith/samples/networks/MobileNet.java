package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.Block.FILTERS;
import static dev.kernelsmith.annotations.Block.STRIDE;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/** MobileNet v1, width 1, 224 pixels (Howard et al., 2017): 4,231,976 trained parameters. */
@Network(input = {224, 224, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.045)
public class MobileNet {
  /** A convolution of each channel by itself, then one of all channels at each position. */
  @Block
  static class Separable {
    @DepthwiseConv2D(kernel = 3, stride = STRIDE, padding = SAME, bias = false) Layer depthwise;
    @BatchNorm(activation = RELU)                                              Layer depthwiseNorm;
    @Conv2D(filters = FILTERS, kernel = 1, bias = false)                       Layer pointwise;
    @BatchNorm(activation = RELU)                                              Layer pointwiseNorm;
  }

  @Conv2D(filters = 32, kernel = 3, stride = 2, padding = SAME, bias = false) Layer conv1;
  @BatchNorm(activation = RELU)                                               Layer norm1;
  @Block(value = Separable.class, filters = 64)                               Layer conv2;
  @Block(value = Separable.class, filters = 128, stride = 2)                  Layer conv3;
  @Block(value = Separable.class, filters = 128)                              Layer conv4;
  @Block(value = Separable.class, filters = 256, stride = 2)                  Layer conv5;
  @Block(value = Separable.class, filters = 256)                              Layer conv6;
  @Block(value = Separable.class, filters = 512, stride = 2)                  Layer conv7;
  @Block(value = Separable.class, filters = 512, repeat = 5)                  Layer conv8;
  @Block(value = Separable.class, filters = 1024, stride = 2)                 Layer conv9;
  @Block(value = Separable.class, filters = 1024)                             Layer conv10;
  @GlobalPool(type = AVERAGE)                                                 Layer mean;
  @Dense(units = 1000) @Loss(SOFTMAX_CROSS_ENTROPY)                           Layer label;
}
