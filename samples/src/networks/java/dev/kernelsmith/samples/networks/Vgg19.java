package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/** VGG-19 (Simonyan and Zisserman, ICLR 2015, configuration E): 143,667,240 parameters. */
@Network(input = {224, 224, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.01)
public class Vgg19 {
  @Conv2D(filters = 64, kernel = 3, padding = SAME, activation = RELU)  Layer conv1_1;
  @Conv2D(filters = 64, kernel = 3, padding = SAME, activation = RELU)  Layer conv1_2;
  @Pool(size = 2)                                                       Layer pool1;
  @Conv2D(filters = 128, kernel = 3, padding = SAME, activation = RELU) Layer conv2_1;
  @Conv2D(filters = 128, kernel = 3, padding = SAME, activation = RELU) Layer conv2_2;
  @Pool(size = 2)                                                       Layer pool2;
  @Conv2D(filters = 256, kernel = 3, padding = SAME, activation = RELU) Layer conv3_1;
  @Conv2D(filters = 256, kernel = 3, padding = SAME, activation = RELU) Layer conv3_2;
  @Conv2D(filters = 256, kernel = 3, padding = SAME, activation = RELU) Layer conv3_3;
  @Conv2D(filters = 256, kernel = 3, padding = SAME, activation = RELU) Layer conv3_4;
  @Pool(size = 2)                                                       Layer pool3;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv4_1;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv4_2;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv4_3;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv4_4;
  @Pool(size = 2)                                                       Layer pool4;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv5_1;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv5_2;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv5_3;
  @Conv2D(filters = 512, kernel = 3, padding = SAME, activation = RELU) Layer conv5_4;
  @Pool(size = 2)                                                       Layer pool5;
  @Dense(units = 4096, activation = RELU)                               Layer fc6;
  @Dropout(rate = 0.5)                                                  Layer dropout6;
  @Dense(units = 4096, activation = RELU)                               Layer fc7;
  @Dropout(rate = 0.5)                                                  Layer dropout7;
  @Dense(units = 1000) @Loss(SOFTMAX_CROSS_ENTROPY)                     Layer fc8;
}
