package dev.kernelsmith.runtime.device.api.runtime;

import dev.kernelsmith.runtime.device.api.TornadoBackend;
import dev.kernelsmith.runtime.device.api.TornadoRuntime;
import dev.kernelsmith.runtime.device.api.common.TornadoDevice;
import dev.kernelsmith.runtime.device.api.TornadoTargetDevice;
import java.util.List;

/** Where the API starts. */
public final class TornadoRuntimeProvider {
  /** What getting the runtime throws; null for nothing. */
  public static volatile RuntimeException failure;

  private TornadoRuntimeProvider() {}

  public static TornadoRuntime getTornadoRuntime() {
    if (failure != null) {
      throw failure;
    }
    return new Runtime(
        List.of(
            new Backend(List.of(new Device("GPU", "One"), new Device("ACCELERATOR", "Two"))),
            new Backend(List.of(new Device("CPU", null)))));
  }

  private record Runtime(List<Backend> backends) implements TornadoRuntime {
    @Override
    public int getNumBackends() {
      return backends.size();
    }

    @Override
    public Object getBackendType(int index) {
      return index == 0 ? "PTX" : "OPENCL";
    }

    @Override
    public TornadoBackend getBackend(int index) {
      return backends.get(index);
    }
  }

  private record Backend(List<Device> devices) implements TornadoBackend {
    @Override
    public int getNumDevices() {
      return devices.size();
    }

    @Override
    public TornadoDevice getDevice(int index) {
      return devices.get(index);
    }
  }

  private record Device(String type, String physical) implements TornadoDevice {
    @Override
    public String getDeviceName() {
      return "opencl-1-0";
    }

    @Override
    public Object getDeviceType() {
      return type;
    }

    @Override
    public long getMaxGlobalMemory() {
      return 1L << 33;
    }

    @Override
    public String getPlatformName() {
      return " Platform ";
    }

    @Override
    public TornadoTargetDevice getPhysicalDevice() {
      return physical == null ? null : () -> physical;
    }
  }
}
