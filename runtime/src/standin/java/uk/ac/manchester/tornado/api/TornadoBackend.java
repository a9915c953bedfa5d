package uk.ac.manchester.tornado.api;

import java.util.List;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** A back end and its devices. */
public interface TornadoBackend {
  /** The device that is used where none is named. */
  TornadoDevice getDefaultDevice();

  /** Number of devices. */
  int getNumDevices();

  /** A device. */
  TornadoDevice getDevice(int index);

  /** All devices. */
  List<TornadoDevice> getAllDevices();

  /** What the default device is. */
  TornadoDeviceType getTypeDefaultDevice();

  /** The name. */
  String getName();

  /** What kernels are compiled to. */
  TornadoVMBackendType getBackendType();
}
