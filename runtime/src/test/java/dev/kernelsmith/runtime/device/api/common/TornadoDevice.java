package dev.kernelsmith.runtime.device.api.common;

/** A device, with a name and a type; work groups are not told. */
public interface TornadoDevice {
  String getDeviceName();

  Object getDeviceType();

  long getMaxGlobalMemory();

  String getPlatformName();

  TornadoTargetDevice getPhysicalDevice();
}
