package dev.kernelsmith.annotations;

/** Update rules. */
public enum OptimizerType {
  /** {@code w -= learningRate * g}. */
  SGD,
  /** {@code v = momentum * v + g; w -= learningRate * v}; Nesterov: {@code w -= learningRate * (g + momentum * v)}. */
  MOMENTUM,
  /** Adam, algorithm 1 of Kingma and Ba, 2015, with bias correction. */
  ADAM
}
