package uk.ac.manchester.tornado.api.common;

import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** A device that task graphs can run on. */
public interface TornadoDevice {
  /** Its name. */
  String getDeviceName();

  /** Its name and what it is. */
  String getDescription();

  /** The driver's platform. */
  String getPlatformName();

  /** The device as its driver describes it. */
  TornadoTargetDevice getPhysicalDevice();

  /** What it is. */
  TornadoDeviceType getDeviceType();

  /** Bytes of the largest array. */
  long getMaxAllocMemory();

  /** Bytes of its memory. */
  long getMaxGlobalMemory();

  /** Bytes that the work items of a group can share. */
  long getDeviceLocalMemorySize();

  /** Greatest group along x, y, z. */
  long[] getDeviceMaxWorkgroupDimensions();

  /** Number of its back end. */
  int getBackendIndex();

  /** What kernels are compiled to. */
  TornadoVMBackendType getTornadoVMBackend();
}
