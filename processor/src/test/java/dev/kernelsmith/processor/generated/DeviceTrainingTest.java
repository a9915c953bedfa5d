package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten steps of networks of the size of the samples, each from the CPU's parameters: losses and gradients are those of the CPU. */
class DeviceTrainingTest {
  private static final int STEPS = 10;

  /** For kinds of devices whose work groups take the stand-in long. */
  private static final int FEW_STEPS = 3;

  @TempDir Path folder;

  @Test
  void leNet5() throws Throwable {
    check(WellKnown.leNet5());
  }

  @Test
  void residual() throws Throwable {
    check(WellKnown.residual());
  }

  @Test
  void normalised() throws Throwable {
    check(WellKnown.normalised());
  }

  private void check(NetworkSource source) throws Throwable {
    GeneratedNetwork network = GeneratedNetwork.compileForDevices(source);
    Program training = Objects.requireNonNull(network.programs().training());
    double tolerance = 1e-5 * Math.sqrt(Reference.longestSum(training, DeviceTraining.samples()));
    if (Tornado.home().isPresent()) {
      network.compilation().write(folder);
      for (Kind kind : Kind.values()) {
        DeviceRuns.run(
            folder, DeviceTraining.class, Integer.toString(STEPS), source.name(), kind.name(),
            Double.toString(tolerance));
      }
    } else {
      for (Kind kind : Kind.values()) {
        int steps = kind == Kind.CPU ? STEPS : FEW_STEPS;
        DeviceTraining.check(network.loader(), steps, source.name(), kind, tolerance);
      }
    }
  }
}
