package dev.kernelsmith.runtime.device;

import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;

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

  /** In words: {@code tornado:0:0 (NVIDIA H100, GPU, OPENCL)}. */
  public String description() {
    return "%s (%s, %s, %s)".formatted(device, name, kind, backend);
  }
}
