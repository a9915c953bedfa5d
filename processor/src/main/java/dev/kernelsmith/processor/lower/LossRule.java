package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Buffer;

/** A loss: what it makes of the network's output, its value per sample, and the gradient it sends back. */
public interface LossRule {
  /** Whether it is compared with a class number rather than with values. */
  boolean comparesClasses();

  /**
   * Adds the statements that turn the output into what a prediction returns.
   *
   * @param output the network's output (logits)
   * @param out takes the statements
   * @return probabilities, or the output itself where the loss needs no such step
   */
  Buffer probabilities(Buffer output, Lowering out);

  /**
   * Adds the statements of the loss and of its gradient. The gradient is given, not derived, where a fused form is exact and
   * cheaper; it is multiplied by the loss gradient, and selected to 0 where that is 0.
   *
   * @param output the network's output
   * @param probabilities what {@link #probabilities} returned
   * @param target class number or target values
   * @param lossGradient derivative of the batch's loss by the sample's loss
   * @param loss takes the sample's loss
   * @param gradient takes the derivative of the batch's loss by the output
   * @param out takes the statements
   */
  void lower(
      Buffer output, Buffer probabilities, Buffer target, Buffer lossGradient, Buffer loss, Buffer gradient,
      Lowering out);
}
