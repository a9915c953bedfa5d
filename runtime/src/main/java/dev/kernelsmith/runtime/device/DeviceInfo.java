package dev.kernelsmith.runtime.device;

import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.util.Locale;

/**
 * A device that TornadoVM found.
 *
 * @param device how it is called here
 * @param name what its driver calls it
 * @param kind what it is; it decides which of the generated schedules runs
 * @param backend TornadoVM's back end: {@code OPENCL}, {@code PTX}, {@code CUDA}, {@code SPIRV}, {@code METAL}
 * @param platform what the driver calls itself; empty where it does not say
 * @param memoryBytes memory of the device; 0 where the driver does not say
 * @param maxWorkGroup most threads of a work group along its first dimension; 0 where the driver does not say
 */
public record DeviceInfo(
    Device device, String name, Kind kind, String backend, String platform, long memoryBytes, long maxWorkGroup) {
  /** System property that keeps CUDA graphs from being recorded. */
  public static final String CUDA_GRAPH = "kernelsmith.tornado.cudaGraph";

  /**
   * Whether what a graph launches is recorded as a CUDA graph when it first runs, and replayed from then on: where the back end can,
   * unless {@code -Dkernelsmith.tornado.cudaGraph=false} says no. A recorded launch has no times of single kernels.
   */
  boolean records() {
    boolean wanted = !"false".equals(System.getProperty(CUDA_GRAPH));
    return wanted && (backend.equals("PTX") || backend.equals("CUDA"));
  }

  /** In words: {@code tornado:0:0 (NVIDIA H100, GPU, OPENCL)}. */
  public String description() {
    return String.format(Locale.ROOT, "%s (%s, %s, %s)", device, name, kind, backend);
  }

  /** See {@link #description}. */
  @Override
  public String toString() {
    return description();
  }
}
