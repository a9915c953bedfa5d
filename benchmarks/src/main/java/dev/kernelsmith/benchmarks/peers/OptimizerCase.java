package dev.kernelsmith.benchmarks.peers;

/**
 * An optimizer with settings, and the steps it is to take: from {@link #START} with {@link #GRADIENTS}, whatever the parameters are. All numbers are sums of few powers of two, so that float, double
 * and decimal mean the same.
 */
public enum OptimizerCase {
  SGD("type = OptimizerType.SGD, learningRate = 0.125"), MOMENTUM(
      "type = OptimizerType.MOMENTUM, learningRate = 0.125, momentum = 0.75"), MOMENTUM_WITH_FALLING_RATE(
          "type = OptimizerType.MOMENTUM, learningRate = 0.125, momentum = 0.75"), NESTEROV(
              "type = OptimizerType.NESTEROV, learningRate = 0.125, momentum = 0.75"), ADAGRAD(
                  "type = OptimizerType.ADAGRAD, learningRate = 0.125, initialAccumulator = 0.125, epsilon = 0.0078125"), ADADELTA(
                      "type = OptimizerType.ADADELTA, learningRate = 1, rho = 0.75, epsilon = 0.0078125"), RMSPROP(
                          "type = OptimizerType.RMSPROP, learningRate = 0.125, rho = 0.75, epsilon = 8.881784197001252E-16"), RMSPROP_WITH_LARGE_EPSILON(
                              "type = OptimizerType.RMSPROP, learningRate = 0.125, rho = 0.75, epsilon = 0.0625"), RMSPROP_CENTERED(
                                  "type = OptimizerType.RMSPROP, learningRate = 0.125, rho = 0.75, epsilon = 8.881784197001252E-16, centered = true"), RMSPROP_WITH_MOMENTUM(
                                      "type = OptimizerType.RMSPROP, learningRate = 0.125, rho = 0.75, epsilon = 8.881784197001252E-16, momentum = 0.5"), ADAM(
                                          "type = OptimizerType.ADAM, learningRate = 0.125, beta1 = 0.75, beta2 = 0.875, epsilon = 0.0078125"), ADAMAX(
                                              "type = OptimizerType.ADAMAX, learningRate = 0.125, beta1 = 0.75, beta2 = 0.875, epsilon = 0.0078125"), AMSGRAD(
                                                  "type = OptimizerType.AMSGRAD, learningRate = 0.125, beta1 = 0.75, beta2 = 0.875, epsilon = 0.0078125"), NADAM(
                                                      "type = OptimizerType.NADAM, learningRate = 0.125, beta1 = 0.75, beta2 = 0.875, epsilon = 0.0078125"), ADAMW(
                                                          "type = OptimizerType.ADAMW, learningRate = 0.125, beta1 = 0.75, beta2 = 0.875, epsilon = 0.0078125, weightDecay = 0.25"), LION(
                                                              "type = OptimizerType.LION, learningRate = 0.125, beta1 = 0.75, beta2 = 0.875, weightDecay = 0.25");

  /** Parameters before the first step. */
  public static final double[] START = {0.5, -0.75, 1.25};

  /** A row for each step. */
  public static final double[][] GRADIENTS = {
    {0.5, -0.25, 1}, {0.75, 0.5, -0.125}, {-0.25, 0, 0.0625}, {1.5, 0.375, -0.5}, {-0.625, 2, 0.25}, {0.125, -1, -0.75}
  };

  /** Steps before the rate falls, where it falls. */
  private static final int BEFORE_FALL = 3;

  private final String attributes;

  OptimizerCase(String attributes) {
    this.attributes = attributes;
  }

  /** What {@code @Optimizer} has. */
  public String attributes() {
    return attributes;
  }

  /** The learning rate of a step, from 0. */
  public double rate(int step) {
    double rate = number("learningRate");
    return this == MOMENTUM_WITH_FALLING_RATE && step >= BEFORE_FALL ? rate / 4 : rate;
  }

  /** The value of an attribute, 0 where it has none. */
  public double number(String name) {
    for (String attribute : attributes.split(", ")) {
      if (attribute.startsWith(name + " = ")) {
        return Double.parseDouble(attribute.substring(name.length() + 3));
      }
    }
    return 0;
  }
}
