package dev.kernelsmith.annotations;

/**
 * Functions applied to a layer's result, element by element except {@link #SOFTMAX} and {@link #LOG_SOFTMAX}. Some have a number, {@code alpha},
 * which stands beside the activation: {@code @Dense(units = 10, activation = LEAKY_RELU, alpha = 0.2)}.
 */
public enum Activation {
  /** {@code z}. */
  IDENTITY,
  /** {@code max(z, 0)}; its derivative at 0 is 0. */
  RELU,
  /** {@code 1 / (1 + exp(-z))}. */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** {@code exp(z) / sum of exp(z)} over the last axis (units or channels). */
  SOFTMAX,
  /** {@code min(max(z, 0), 6)}, whose derivative at 0 and 6 is 0 (Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010). */
  RELU6,
  /**
   * {@code scale * z} where z is positive, else {@code scale * alpha * (exp(z) - 1)}, with scale 1.0507009873554805 and alpha 1.6732632423543772
   * (Klambauer et al., "Self-Normalizing Neural Networks", 2017). Weights before it start from {@link Initializer#LECUN_NORMAL}, as there.
   */
  SELU,
  /** {@code z / (1 + |z|)} (Bergstra et al., "Quadratic Polynomials Learn Better Image Features", 2009). */
  SOFTSIGN,
  /** {@code z / (1 + exp(-z))}, also called SiLU (Ramachandran et al., "Searching for Activation Functions", 2017, with beta = 1). */
  SWISH,
  /** {@code z * tanh(log(1 + exp(z)))} (Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", 2020). */
  MISH,
  /** {@code min(max(z + 3, 0), 6) / 6} (Howard et al., "Searching for MobileNetV3", 2019). */
  HARD_SIGMOID,
  /** {@code z * min(max(z + 3, 0), 6) / 6} (Howard et al., "Searching for MobileNetV3", 2019). */
  HARD_SWISH,
  /** {@code z / 2 * (1 + tanh(sqrt(2 / pi) * (z + 0.044715 * z^3)))} (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016). */
  GELU_TANH,
  /**
   * {@code z / 2 * (1 + erf(z / sqrt(2)))}, the exact form (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016).
   */
  GELU,
  /** {@code log(1 + exp(z))}, which neither overflows nor vanishes early (Dugas et al., "Incorporating Second-Order Functional Knowledge", 2000). */
  SOFTPLUS,
  /**
   * {@code z} where z is at least 0, else {@code alpha * (exp(z) - 1)}; its derivative at 0 is 1. By default {@code alpha = 1} (Clevert et al., "Fast and
   * Accurate Deep Network Learning by Exponential Linear Units", 2015).
   */
  ELU,
  /**
   * {@code z} where z is at least 0, else {@code alpha * z}; its derivative at 0 is 1. By default {@code alpha = 0.01} (Maas et al., "Rectifier
   * Nonlinearities Improve Neural Network Acoustic Models", 2013).
   */
  LEAKY_RELU,
  /**
   * {@code z} where z is greater than {@code alpha}, else 0; its derivative at alpha is 0. By default {@code alpha = 1} (Konda et al., "Zero-bias
   * Autoencoders and the Benefits of Co-adapting Features", 2014).
   */
  THRESHOLDED_RELU,
  /** 1 where z is at least 0, else 0 (Rosenblatt, "The Perceptron", 1958). Its derivative is 0, so that nothing before it is trained. */
  STEP,
  /** {@code z - log(sum of exp(z))} over the last axis (units or channels): the logarithm of {@link #SOFTMAX}, computed without it. */
  LOG_SOFTMAX
}
