package uk.ac.manchester.tornado.api.standin;

import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** This machine's processor, in place of a device of some kind. */
final class StandInDevice implements TornadoDevice, TornadoTargetDevice {
  private static final long LOCAL_BYTES = 48 << 10;
  private static final long MOST_IN_GROUP = 1024;

  private final int index;
  private final TornadoDeviceType type;

  StandInDevice(int index, TornadoDeviceType type) {
    this.index = index;
    this.type = type;
  }

  int index() {
    return index;
  }

  @Override
  public String getDeviceName() {
    return "stand-in " + type;
  }

  @Override
  public String getDescription() {
    return getDeviceName() + ": task graphs run on the host, one kernel after the other";
  }

  @Override
  public String getPlatformName() {
    return "stand-in";
  }

  @Override
  public TornadoTargetDevice getPhysicalDevice() {
    return this;
  }

  @Override
  public TornadoDeviceType getDeviceType() {
    return type;
  }

  @Override
  public long getMaxAllocMemory() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public long getMaxGlobalMemory() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public long getDeviceGlobalMemorySize() {
    return getMaxGlobalMemory();
  }

  @Override
  public long getDeviceLocalMemorySize() {
    return LOCAL_BYTES;
  }

  @Override
  public int getDeviceMaxComputeUnits() {
    return 1;
  }

  @Override
  public long[] getDeviceMaxWorkItemSizes() {
    return getDeviceMaxWorkgroupDimensions();
  }

  @Override
  public long[] getDeviceMaxWorkGroupSize() {
    return new long[] {MOST_IN_GROUP};
  }

  @Override
  public long[] getDeviceMaxWorkgroupDimensions() {
    return new long[] {MOST_IN_GROUP, MOST_IN_GROUP, MOST_IN_GROUP};
  }

  @Override
  public int getBackendIndex() {
    return 0;
  }

  @Override
  public TornadoVMBackendType getTornadoVMBackend() {
    return TornadoVMBackendType.OPENCL;
  }

  @Override
  public String toString() {
    return getDeviceName();
  }
}
