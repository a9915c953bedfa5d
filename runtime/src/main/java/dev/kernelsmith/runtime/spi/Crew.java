package dev.kernelsmith.runtime.spi;

/** Threads that run the kernels of one {@link Block} together, one kernel after another, each in pieces. */
public interface Crew {
  /**
   * Runs a kernel: cuts its range at multiples of the step and has each piece done by {@link BlockProgram#piece}, in any order. Returns when all
   * are done.
   *
   * @param kernel number of the kernel in its program
   * @param range end of the whole range, which begins at 0
   * @param step length of the shortest piece that the kernel computes at full speed; the last piece may be shorter
   */
  void run(int kernel, int range, int step);
}
