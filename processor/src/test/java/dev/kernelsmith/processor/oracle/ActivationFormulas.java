package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.Activation;

/** Activations of a number in the words of their papers. */
public final class ActivationFormulas {
  private ActivationFormulas() {}

  /** The value of an activation that maps each element by itself. */
  public static double of(Activation activation, double z) {
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
      case SOFTMAX -> throw new IllegalArgumentException("softmax is of many numbers");
    };
  }
}
