package dev.kernelsmith.benchmarks.tornado;

import java.util.List;

/**
 * A network whose training step was written by hand: forward pass, loss, backward pass and optimizer in one task graph.
 * The batch size is fixed when it is made. Not thread-safe.
 */
public interface HandWritten extends AutoCloseable {
  /**
   * Sets all parameters, before the first step: they go to the device once and stay there.
   *
   * @param parameters one array per parameter, in the order and the shapes of the network's {@code ParameterSpec}s,
   *     without padding
   * @throws IllegalArgumentException if their number or a length is wrong
   * @throws IllegalStateException after the first step
   */
  void load(List<float[]> parameters);

  /**
   * Takes one training step.
   *
   * @param input the samples, one after another
   * @param classes the class of each sample
   * @return mean loss before the step
   * @throws IllegalArgumentException if an array has a wrong length
   */
  float step(float[] input, int[] classes);

  /** Brings the parameters back, as {@link #load} takes them. */
  List<float[]> parameters();

  /** Kernels that one step launches. */
  int kernels();

  /** Switches the driver's profiler, which is off at first. */
  void profiling(boolean on);

  /** What the driver's profiler said of the last step, as JSON; empty without one. */
  String lastProfile();

  /** Frees the memory on the device. */
  @Override
  void close();
}
