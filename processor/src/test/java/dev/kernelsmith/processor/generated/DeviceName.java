package dev.kernelsmith.processor.generated;

import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/** Prints what the default device is. */
final class DeviceName {
  private DeviceName() {}

  public static void main(String[] arguments) {
    TornadoDevice device = TornadoRuntimeProvider.getTornadoRuntime().getDefaultDevice();
    System.out.printf(
        "%s (%s, %s)%n", device.getPhysicalDevice().getDeviceName(), device.getPlatformName(),
        device.getTornadoVMBackend());
  }
}
