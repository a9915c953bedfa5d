package dev.kernelsmith.annotations;

/** How the losses of samples become the loss of a batch. */
public enum Reduction {
  /** Their mean; see {@link Loss#reduction}. */
  MEAN,
  /** Their sum. */
  SUM
}
