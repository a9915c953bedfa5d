package dev.kernelsmith.runtime.device.api.common;

import dev.kernelsmith.runtime.device.api.TornadoTargetDevice;

/** A device, with a name and a type; work groups are not told. */
public interface TornadoDevice {
  String getDeviceName();

  Object getDeviceType();

  long getMaxGlobalMemory();

  String getPlatformName();

  TornadoTargetDevice getPhysicalDevice();
}
