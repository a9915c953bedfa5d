package dev.kernelsmith.annotations;

/** What a pooling window yields. */
public enum PoolType {
  /** The largest value; of equals, the first in row-major order takes the gradient. */
  MAX,
  /** The mean of the covered values. */
  AVERAGE,
  /**
   * The p-norm of the covered values, {@code (sum of |x|^p)^(1/p)}, as LpPool of ONNX (Boureau et al., 2010); where all are 0 it has the
   * derivative 0.
   */
  LP
}
