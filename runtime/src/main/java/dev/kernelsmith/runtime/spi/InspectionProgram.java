package dev.kernelsmith.runtime.spi;

/** Generated code that looks into a network as it predicts; scalar, one sample at a time. Written for {@code @Network(inspect = true)}. */
public interface InspectionProgram {
  /** From inputs to the values of all layers, on a {@link Block#ofLayers}. */
  BlockProgram activations();

  /**
   * From inputs to gradients by inputs, on a {@link Block#ofInputGradients}: those of the sum of seed times raw output, plus {@link
   * Block#lossGradients} times the sum of the weighted losses.
   */
  BlockProgram gradients();
}
