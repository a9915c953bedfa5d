package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some steps of networks of the size of the samples, each from the CPU's parameters: losses and gradients are those of the CPU. */
class DeviceTrainingTest {
  /** On the stand-in, which takes its time, and where the second and third step show what the one before has left behind. */
  private static final int STEPS = Tornado.home().isPresent() ? 10 : 2;

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
        DeviceTraining.check(network.loader(), STEPS, source.name(), kind, tolerance);
      }
    }
  }
}
