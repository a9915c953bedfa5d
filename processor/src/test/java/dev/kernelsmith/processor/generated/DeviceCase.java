package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.processor.testing.Tornado;
import java.io.Serializable;

/**
 * A network on a device, and what it is to work on there.
 *
 * @param network name of the annotated class, which is in no package
 * @param kind which of its schedules is used; all run on the one device that there is
 * @param trains whether it has a loss
 * @param samples number of samples
 * @param batch number of samples that the network is put there for; the others are fillers
 * @param seed of samples, parameters and optimizer state
 */
record DeviceCase(String network, Kind kind, boolean trains, int samples, int batch, long seed)
    implements
      Serializable {
  DevicePlacement placement() {
    int device = Tornado.home().isPresent() ? 0 : switch (kind) {
      case CPU -> 0;
      case GPU -> 1;
      case FPGA -> 2;
    };
    return new DevicePlacement(0, device, kind, trains ? batch : 0, batch);
  }
}
