package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.Activation;

/** Activations of a number in the words of their papers. */
public final class ActivationFormulas {
  private ActivationFormulas() {}

  /** The value of an activation that maps each element by itself, with the alpha of its paper. */
  public static double of(Activation activation, double z) {
    return of(activation, activation == Activation.LEAKY_RELU ? 0.01 : 1, z);
  }

  /** The same with another alpha. */
  public static double of(Activation activation, double alpha, double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> z > 0 ? z : 0;
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case TANH -> Math.tanh(z);
      case RELU6 -> z < 0 ? 0 : z > 6 ? 6 : z;
      case SELU -> 1.0507009873554804934 * (z > 0 ? z : 1.6732632423543772848 * Math.expm1(z));
      case SOFTSIGN -> z / (1 + Math.abs(z));
      case SWISH -> z / (1 + Math.exp(-z));
      case MISH -> z * Math.tanh(Math.log1p(Math.exp(z)));
      case HARD_SIGMOID -> z <= -3 ? 0 : z >= 3 ? 1 : z / 6 + 0.5;
      case HARD_SWISH -> z <= -3 ? 0 : z >= 3 ? z : z * (z + 3) / 6;
      case GELU_TANH -> z / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
      case GELU -> z < -12 ? 0 : z * normalDistribution(z);
      case SOFTPLUS -> z > 30 ? z : Math.log1p(Math.exp(z));
      case ELU -> z >= 0 ? z : alpha * Math.expm1(z);
      case LEAKY_RELU -> z >= 0 ? z : alpha * z;
      case THRESHOLDED_RELU -> z > alpha ? z : 0;
      case STEP -> z >= 0 ? 1 : 0;
      case SOFTMAX, LOG_SOFTMAX -> throw new IllegalArgumentException(activation + " is of many numbers");
    };
  }

  /** By Simpson's rule from 0 on, in steps of at most 1 / 256. */
  private static double normalDistribution(double z) {
    double end = Math.min(z, 12);
    int steps = 2 * (int) Math.ceil(Math.abs(end) * 128);
    double h = end / Math.max(steps, 1);
    double sum = 0;
    for (int i = 0; i < steps; i += 2) {
      sum += density(i * h) + 4 * density((i + 1) * h) + density((i + 2) * h);
    }
    return 0.5 + sum * h / 3;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
