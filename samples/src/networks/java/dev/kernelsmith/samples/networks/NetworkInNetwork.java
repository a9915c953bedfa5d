package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.Block.FILTERS;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/** Network in Network for ImageNet (Lin et al., ICLR 2014): 7,595,176 parameters. */
@Network(input = {224, 224, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.01)
public class NetworkInNetwork {
  /** A perceptron of two layers at each position. */
  @Block
  static class Mlp {
    @Conv2D(filters = FILTERS, kernel = 1, activation = RELU) Layer first;
    @Conv2D(filters = FILTERS, kernel = 1, activation = RELU) Layer second;
  }

  @Conv2D(filters = 96, kernel = 11, stride = 4, activation = RELU)      Layer conv1;
  @Block(value = Mlp.class, filters = 96)                                Layer mlp1;
  @Pool(size = 3, stride = 2, ceiling = true)                            Layer pool1;
  @Conv2D(filters = 256, kernel = 5, padding = SAME, activation = RELU)  Layer conv2;
  @Block(value = Mlp.class, filters = 256)                               Layer mlp2;
  @Pool(size = 3, stride = 2, ceiling = true)                            Layer pool2;
  @Conv2D(filters = 384, kernel = 3, padding = SAME, activation = RELU)  Layer conv3;
  @Block(value = Mlp.class, filters = 384)                               Layer mlp3;
  @Pool(size = 3, stride = 2, ceiling = true)                            Layer pool3;
  @Dropout(rate = 0.5)                                                   Layer dropout;
  @Conv2D(filters = 1024, kernel = 3, padding = SAME, activation = RELU) Layer conv4;
  @Conv2D(filters = 1024, kernel = 1, activation = RELU)                 Layer cccp7;
  @Conv2D(filters = 1000, kernel = 1, activation = RELU)                 Layer cccp8;
  @GlobalPool(type = AVERAGE)                                            Layer mean;
  @Flatten @Loss(SOFTMAX_CROSS_ENTROPY)                                  Layer label;
}
