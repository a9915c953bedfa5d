package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;

/**
 * A loss of a network. The loss of a sample is the sum of the network's losses, each times its weight.
 *
 * @param function name of the loss
 * @param layer name of the layer that it is of
 * @param output number of the output that it belongs to
 * @param weight its weight
 * @param target what it compares a sample with
 * @param targetLength target values per sample; 0 for a class number
 * @param activation what it applies to the raw output by itself, so that a prediction gives the result as well
 */
public record LossSpec(
    String function, String layer, int output, float weight, TargetKind target, int targetLength,
    Activation activation) {
  /** The one loss of a network with one output. */
  public LossSpec(String function, String layer, TargetKind target, int targetLength, Activation activation) {
    this(function, layer, 0, 1, target, targetLength, activation);
  }

  /** Function and weight: {@code 0.5 * MEAN_SQUARED_ERROR}. */
  @Override
  public String toString() {
    return weight == 1 ? function : weight + " * " + function;
  }
}
