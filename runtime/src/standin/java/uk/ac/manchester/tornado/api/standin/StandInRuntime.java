package uk.ac.manchester.tornado.api.standin;

import java.util.List;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** One back end with a device of each kind, all of which are this machine's processor. */
public final class StandInRuntime implements TornadoRuntime, TornadoBackend {
  /** The only one. */
  public static final StandInRuntime INSTANCE = new StandInRuntime();

  private final List<StandInDevice> devices =
      List.of(
          new StandInDevice(0, TornadoDeviceType.CPU),
          new StandInDevice(1, TornadoDeviceType.GPU),
          new StandInDevice(2, TornadoDeviceType.FPGA));

  private StandInRuntime() {}

  StandInDevice standInDevice(int index) {
    return devices.get(index);
  }

  @Override
  public int getNumBackends() {
    return 1;
  }

  @Override
  public TornadoBackend getBackend(int index) {
    Refusal.unless(index == 0, "back end %d is asked for, and the stand-in has one", index);
    return this;
  }

  @Override
  public TornadoVMBackendType getBackendType(int index) {
    return getBackend(index).getBackendType();
  }

  @Override
  public TornadoDevice getDefaultDevice() {
    return devices.getFirst();
  }

  @Override
  public int getNumDevices() {
    return devices.size();
  }

  @Override
  public TornadoDevice getDevice(int index) {
    Refusal.unless(
        index >= 0 && index < devices.size(), "device %d is asked for, and the stand-in has %d", index, devices.size());
    return devices.get(index);
  }

  @Override
  public List<TornadoDevice> getAllDevices() {
    return List.copyOf(devices);
  }

  @Override
  public TornadoDeviceType getTypeDefaultDevice() {
    return getDefaultDevice().getDeviceType();
  }

  @Override
  public String getName() {
    return "stand-in";
  }

  @Override
  public TornadoVMBackendType getBackendType() {
    return TornadoVMBackendType.OPENCL;
  }
}
