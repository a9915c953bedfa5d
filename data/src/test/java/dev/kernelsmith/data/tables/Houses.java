package dev.kernelsmith.data.tables;

import static dev.kernelsmith.annotations.LossFunction.MEAN_SQUARED_ERROR;

import dev.kernelsmith.annotations.Concat;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.InputType;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.OneHot;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.runtime.Layer;

/** Two values of one number and the number of a place. */
@Network
@Optimizer(type = OptimizerType.ADAM, learningRate = 2e-2)
class Houses {
  // @formatter:off
  @Input(1)                                     Layer size;
  @Input(value = 1, type = InputType.INT)       Layer place;
  @OneHot(classes = 3)                          Layer places;
  @Concat({"size", "places"})                   Layer both;
  @Dense(units = 2) @Loss(MEAN_SQUARED_ERROR)   Layer prices;
  // @formatter:on
}
