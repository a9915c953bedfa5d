package dev.kernelsmith.annotations;

/** What a pooling window yields. */
public enum PoolType {
  /** The largest value; of equals, the first in row-major order takes the gradient. */
  MAX,
  /** The mean of the covered values. */
  AVERAGE
}
