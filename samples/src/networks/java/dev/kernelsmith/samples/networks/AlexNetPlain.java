package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/** {@link AlexNet} without response normalisation: 60,965,224 parameters. */
@Network(input = {227, 227, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.01)
public class AlexNetPlain {
  @Conv2D(filters = 96, kernel = 11, stride = 4, activation = RELU)                 Layer conv1;
  @Pool(size = 3, stride = 2)                                                       Layer pool1;
  @Conv2D(filters = 256, kernel = 5, padding = SAME, groups = 2, activation = RELU) Layer conv2;
  @Pool(size = 3, stride = 2)                                                       Layer pool2;
  @Conv2D(filters = 384, kernel = 3, padding = SAME, activation = RELU)             Layer conv3;
  @Conv2D(filters = 384, kernel = 3, padding = SAME, groups = 2, activation = RELU) Layer conv4;
  @Conv2D(filters = 256, kernel = 3, padding = SAME, groups = 2, activation = RELU) Layer conv5;
  @Pool(size = 3, stride = 2)                                                       Layer pool5;
  @Dense(units = 4096, activation = RELU)                                           Layer fc6;
  @Dropout(rate = 0.5)                                                              Layer dropout6;
  @Dense(units = 4096, activation = RELU)                                           Layer fc7;
  @Dropout(rate = 0.5)                                                              Layer dropout7;
  @Dense(units = 1000) @Loss(SOFTMAX_CROSS_ENTROPY)                                 Layer fc8;
}
