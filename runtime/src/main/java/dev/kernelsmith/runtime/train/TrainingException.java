package dev.kernelsmith.runtime.train;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Training cannot go on. The network keeps the parameters that were published last, and checkpoints stay as they are. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;
  private final @Nullable String layer;

  /** Says what happened, where, and what to try. */
  public TrainingException(String message) {
    this(message, 0, null);
  }

  /**
   * Says what happened, where, and what to try.
   *
   * @param step number of the step, over all epochs; 0 for none
   * @param layer the first layer with numbers that are not finite; null where nobody knows
   */
  public TrainingException(String message, long step, @Nullable String layer) {
    super(message);
    this.step = step;
    this.layer = layer;
  }

  /** Number of the step behind which numbers were not finite, or in which the loss was not; from 1, over all epochs. 0 for another failure. */
  public long step() {
    return step;
  }

  /** The first layer whose values, parameters or gradients are not finite; empty where nobody knows. */
  public Optional<String> layer() {
    return Optional.ofNullable(layer);
  }
}
