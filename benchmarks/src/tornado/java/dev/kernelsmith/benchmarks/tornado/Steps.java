package dev.kernelsmith.benchmarks.tornado;

/** Something that takes training steps on a device. */
interface Steps extends AutoCloseable {
  /** Takes a step on one of the batches it was made with, which it goes through again and again. */
  void step();

  /** Kernels that one step launches. */
  int kernels();

  /** Takes a step with the profiler on. */
  StepProfile profile();

  @Override
  void close();
}
