package dev.kernelsmith.runtime.device.api;

import dev.kernelsmith.runtime.device.api.common.TornadoDevice;

/** Some devices. */
public interface TornadoBackend {
  int getNumDevices();

  TornadoDevice getDevice(int index);
}
