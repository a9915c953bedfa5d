package shop;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.runtime.Layer;

/** In a package, with members of its own. */
@Network(input = {28, 28, 1})
@Optimizer(type = OptimizerType.ADAM, learningRate = 1e-3f)
public class LeNet5 {
  static final String TITLE = "digits";

  @Conv2D(filters = 6, kernel = 5, padding = Padding.SAME, activation = Activation.RELU) Layer conv1;
  @Pool(size = 2) Layer pool1;
  @Conv2D(filters = 16, kernel = 5, activation = Activation.RELU) Layer conv2;
  @Pool(size = 2) Layer pool2;
  @Dense(units = 120, activation = Activation.RELU) Layer dense1;
  @Dense(units = 84, activation = Activation.RELU) Layer dense2;
  @Dense(units = 10) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer digit;

  private final int[] counts = {1, 2, 3};
  private int asked;

  public LeNet5() {
    asked = 40;
  }

  public String describe() {
    asked++;
    return TITLE + " " + asked + " " + counts.length + " " + conv1.outputShape() + " " + digit.weights().length;
  }
}
