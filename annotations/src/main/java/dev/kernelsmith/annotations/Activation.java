package dev.kernelsmith.annotations;

/** Functions applied to a layer's result, element by element except {@link #SOFTMAX}. */
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
  SOFTMAX
}
