package dev.kernelsmith.runtime.device.api;

/** What the driver knows of a device. */
public interface TornadoTargetDevice {
  String getDeviceName();
}
