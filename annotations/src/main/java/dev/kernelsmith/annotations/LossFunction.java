package dev.kernelsmith.annotations;

/** Losses. Each is one number per sample; a batch's loss is their mean. */
public enum LossFunction {
  /** Softmax of the layer's output (logits), then {@code -log p[class]}. The target is a class number. */
  SOFTMAX_CROSS_ENTROPY,
  /** Sigmoid of each logit, then the sum of the binary cross entropies over the outputs. Targets are in [0, 1], one per output. */
  SIGMOID_CROSS_ENTROPY,
  /** Mean over the outputs of {@code (output - target)^2}. */
  MEAN_SQUARED_ERROR
}
