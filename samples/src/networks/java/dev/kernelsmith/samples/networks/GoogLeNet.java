package dev.kernelsmith.samples.networks;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.Block.GIVEN_1;
import static dev.kernelsmith.annotations.Block.GIVEN_2;
import static dev.kernelsmith.annotations.Block.GIVEN_3;
import static dev.kernelsmith.annotations.Block.GIVEN_4;
import static dev.kernelsmith.annotations.Block.GIVEN_5;
import static dev.kernelsmith.annotations.Block.GIVEN_6;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.Padding.SAME;
import static dev.kernelsmith.annotations.PoolType.AVERAGE;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.Layer;

/**
 * GoogLeNet, Inception v1 (Szegedy et al., CVPR 2015): 6,998,552 parameters, and 6,379,728 more in the two auxiliary classifiers, whose losses count
 * 0.3.
 */
@Network(input = {224, 224, 3})
@Optimizer(type = OptimizerType.MOMENTUM, learningRate = 0.01)
public class GoogLeNet {
  /** Four ways side by side; the numbers are a row of the paper's table 1. */
  @Block
  static class Inception {
    static final int ONE = GIVEN_1;
    static final int THREE_REDUCE = GIVEN_2;
    static final int THREE = GIVEN_3;
    static final int FIVE_REDUCE = GIVEN_4;
    static final int FIVE = GIVEN_5;
    static final int POOL = GIVEN_6;

    @Conv2D(filters = ONE, kernel = 1, activation = RELU) Layer one;
    @From("input") @Conv2D(filters = THREE_REDUCE, kernel = 1, activation = RELU) Layer threeReduce;
    @Conv2D(filters = THREE, kernel = 3, padding = SAME, activation = RELU) Layer three;
    @From("input") @Conv2D(filters = FIVE_REDUCE, kernel = 1, activation = RELU) Layer fiveReduce;
    @Conv2D(filters = FIVE, kernel = 5, padding = SAME, activation = RELU) Layer five;
    @From("input") @Pool(size = 3, stride = 1, padding = SAME) Layer pool;
    @Conv2D(filters = POOL, kernel = 1, activation = RELU) Layer poolProjection;
    @Concat({"one", "three", "five", "poolProjection"}) Layer all;
  }

  /** A classifier halfway, which trains what is before it. */
  @Block
  static class Auxiliary {
    @Pool(size = 5, stride = 3, type = AVERAGE) Layer mean;
    @Conv2D(filters = 128, kernel = 1, activation = RELU) Layer reduce;
    @Dense(units = 1024, activation = RELU) Layer hidden;
    @Dropout(rate = 0.7) Layer dropout;
    @Dense(units = 1000) Layer label;
  }

  @Conv2D(filters = 64, kernel = 7, stride = 2, padding = SAME, activation = RELU)                 Layer conv1;
  @Pool(size = 3, stride = 2, padding = SAME)                                                      Layer pool1;
  @LocalResponseNorm                                                                               Layer norm1;
  @Conv2D(filters = 64, kernel = 1, activation = RELU)                                             Layer reduce2;
  @Conv2D(filters = 192, kernel = 3, padding = SAME, activation = RELU)                            Layer conv2;
  @LocalResponseNorm                                                                               Layer norm2;
  @Pool(size = 3, stride = 2, padding = SAME)                                                      Layer pool2;
  @Block(value = Inception.class, given = {64, 96, 128, 16, 32, 32})                               Layer inception3a;
  @Block(value = Inception.class, given = {128, 128, 192, 32, 96, 64})                             Layer inception3b;
  @Pool(size = 3, stride = 2, padding = SAME)                                                      Layer pool3;
  @Block(value = Inception.class, given = {192, 96, 208, 16, 48, 64})                              Layer inception4a;
  @Block(value = Inception.class, given = {160, 112, 224, 24, 64, 64})                             Layer inception4b;
  @Block(value = Inception.class, given = {128, 128, 256, 24, 64, 64})                             Layer inception4c;
  @Block(value = Inception.class, given = {112, 144, 288, 32, 64, 64})                             Layer inception4d;
  @Block(value = Inception.class, given = {256, 160, 320, 32, 128, 128})                           Layer inception4e;
  @Pool(size = 3, stride = 2, padding = SAME)                                                      Layer pool4;
  @Block(value = Inception.class, given = {256, 160, 320, 32, 128, 128})                           Layer inception5a;
  @Block(value = Inception.class, given = {384, 192, 384, 48, 128, 128})                           Layer inception5b;
  @GlobalPool(type = AVERAGE)                                                                      Layer mean;
  @Dropout(rate = 0.4)                                                                             Layer dropout;
  @Dense(units = 1000) @Loss(SOFTMAX_CROSS_ENTROPY)                                                Layer label;
  @From("inception4a") @Block(Auxiliary.class) @Loss(value = SOFTMAX_CROSS_ENTROPY, weight = 0.3)  Layer auxiliary1;
  @From("inception4d") @Block(Auxiliary.class) @Loss(value = SOFTMAX_CROSS_ENTROPY, weight = 0.3)  Layer auxiliary2;
}
