package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.testing.Tornado;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An epoch on a device ends where that of the CPU does: on each device of the stand-in, or on the first one of TornadoVM. */
@Tag("device")
class DeviceEpochTest {
  @TempDir Path folder;

  @Test
  void endsWhereThatOfTheCpuDoes() throws Throwable {
    GeneratedNetwork network = GeneratedNetwork.compileForDevices(WellKnown.branching());
    if (Tornado.home().isPresent()) {
      network.compilation().write(folder);
      DeviceRuns.run(folder, DeviceEpoch.class, network.name(), "tornado:0:0");
    } else {
      for (String device : List.of("tornado:0:0", "tornado:0:1", "tornado:0:2")) {
        DeviceEpoch.check(network.loader(), network.name(), device);
      }
    }
  }
}
