package dev.kernelsmith.processor.lower;

/** What a forward pass is for. A layer may differ in it, as dropout does; its parameters may not. */
public enum Mode {
  /** Its gradients are wanted: noise takes part, statistics are those of the batch. */
  TRAINING,
  /** Its result is wanted. */
  PREDICTION
}
