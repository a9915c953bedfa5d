package dev.kernelsmith.runtime.train;

/**
 * Hears of a training's progress, on the training thread. An exception that a listener throws ends the training and reaches the
 * caller of {@link Trainer#fit}.
 */
public interface TrainingListener {
  /** Training begins. */
  default void onStart(TrainingState state) {}

  /** A step is done. The state changes with the next one; do not keep it. Should be quick: steps take as little as microseconds. */
  default void onStep(TrainingState state) {}

  /** An epoch is done; its parameters are published, and its checkpoint is written if it has one. */
  default void onEpoch(TrainingState state, EpochMetrics metrics) {}

  /** Training ends by an exception, which the caller gets next. Must not throw. */
  default void onFailure(TrainingState state, Throwable failure) {}

  /** Training has ended, but not by an exception; the final parameters are published. */
  default void onEnd(TrainingState state, TrainingHistory history) {}
}
