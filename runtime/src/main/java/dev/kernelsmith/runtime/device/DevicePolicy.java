package dev.kernelsmith.runtime.device;

/** What happens where a device, or the kernels of a network on it, cannot be used. */
public enum DevicePolicy {
  /** A {@link DeviceException} says why. The default. */
  FAIL,
  /** The log says why, as a warning of {@code dev.kernelsmith}, and the CPU does the work. */
  WARN,
  /** The CPU does the work; the log says why at level {@code DEBUG} only. */
  ALLOW
}
