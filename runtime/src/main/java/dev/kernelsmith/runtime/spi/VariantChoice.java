package dev.kernelsmith.runtime.spi;

/**
 * Which variant of the generated kernels this JVM runs, and why.
 *
 * @param kind scalar or vector kernels
 * @param registers vector registers that the kernels count on, 16 or 32; 0 for scalar kernels
 * @param vectorBits width of the JVM's preferred vectors; 0 where module jdk.incubator.vector is not there
 * @param reason one or two sentences for people; where vector kernels are refused, with what to do about it
 */
public record VariantChoice(Kind kind, int registers, int vectorBits, String reason) {
  /** The two variants. */
  public enum Kind {
    /** Plain Java loops. */
    SCALAR,
    /** Kernels written with {@code jdk.incubator.vector}. */
    VECTOR
  }
}
