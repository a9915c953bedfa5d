package dev.kernelsmith.runtime.device;

import org.jspecify.annotations.Nullable;

/** A device cannot be used, or failed. The message says why, and what to do about it. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what happened and what to do. */
  public DeviceException(String message) {
    super(message);
  }

  /** Says what happened and what to do, with what the driver threw. */
  public DeviceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
