package dev.kernelsmith.benchmarks.hand;

/** A kernel written by hand, with its data. */
public interface HandKernel {
  /** Computes it once. */
  void run();

  /** What it has computed, in canonical order: samples outermost, channels innermost; weights {@code [in][units]}, kernels {@code [r][s][in][filters]}. */
  float[] result();
}
