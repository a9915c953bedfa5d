package uk.ac.manchester.tornado.api;

import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** What there is to run on. */
public interface TornadoRuntime {
  /** Number of back ends. */
  int getNumBackends();

  /** A back end. */
  TornadoBackend getBackend(int index);

  /** What a back end compiles kernels to. */
  TornadoVMBackendType getBackendType(int index);

  /** The device that is used where none is named. */
  TornadoDevice getDefaultDevice();
}
