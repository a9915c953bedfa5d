package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.spi.DevicePlacement;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import dev.kernelsmith.processor.testing.Tornado;
import java.io.Serializable;
import java.util.List;

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
  /** With the profile {@code thorough}: every network with every schedule. */
  private static final boolean ALL = Boolean.getBoolean("device.all");

  /**
   * The schedules that a test tries of a network: that of GPUs, for every third network those of CPUs and FPGAs as well, for another third that of CPUs.
   * On TornadoVM, which takes seconds for a kernel, one of them.
   *
   * @param number of the network among those of the test, so that all schedules have their turn
   */
  static List<Kind> kinds(int number) {
    List<Kind> all = List.of(Kind.values());
    if (ALL) {
      return all;
    } else if (Tornado.home().isPresent()) {
      return List.of(all.get(number % all.size()));
    }
    return switch (number % 3) {
      case 0 -> all;
      case 1 -> List.of(Kind.GPU, Kind.CPU);
      default -> List.of(Kind.GPU);
    };
  }

  /** Those of a test that has a single network. */
  static List<Kind> kinds() {
    return kinds(0);
  }

  DevicePlacement placement() {
    int device = Tornado.home().isPresent() ? 0 : switch (kind) {
      case CPU -> 0;
      case GPU -> 1;
      case FPGA -> 2;
    };
    return new DevicePlacement(0, device, kind, trains ? batch : 0, batch);
  }
}
