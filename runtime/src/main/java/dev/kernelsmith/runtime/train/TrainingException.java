package dev.kernelsmith.runtime.train;

/** Training cannot go on. The network keeps the parameters that were published last, and checkpoints stay as they are. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what happened, where, and what to try. */
  public TrainingException(String message) {
    super(message);
  }
}
