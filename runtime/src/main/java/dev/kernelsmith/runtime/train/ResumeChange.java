package dev.kernelsmith.runtime.train;

/**
 * What a training may have otherwise than the checkpoint that it is resumed from, if the program says so: see {@link
 * Trainer#resume(java.nio.file.Path, ResumeChange...)}.
 */
public enum ResumeChange {
  /** How the learning rate changes: the trainer's own schedule takes the place of the checkpoint's. */
  LEARNING_RATE,
  /** Training and validation data. */
  DATA,
  /** Batch size, seed, shuffling, what is watched, the loss and what the optimizer is set to. */
  SETTINGS
}
