package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.DevicePlacement.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some steps of networks of the size of the samples, each from the CPU's parameters: losses and gradients are those of the CPU. */
@Tag("device")
class DeviceTrainingTest {
  /** On the stand-in, which takes its time, and where the second and third step show what the one before has left behind. */
  private static final int STEPS = Tornado.home().isPresent() ? 5 : 2;

  @TempDir Path folder;

  @Test
  void leNet5() throws Throwable {
    check(WellKnown.leNet5(), kinds(0));
  }

  @Test
  void residual() throws Throwable {
    check(WellKnown.residual(), kinds(1));
  }

  @Test
  void normalised() throws Throwable {
    check(WellKnown.normalised(), kinds(2));
  }

  /** One kind for each network; all with the profile {@code thorough}. */
  private static List<Kind> kinds(int network) {
    return List.of(Kind.values()[network % Kind.values().length]);
  }

  @Test
  @Tag("thorough")
  void allKinds() throws Throwable {
    for (NetworkSource source : List.of(WellKnown.leNet5(), WellKnown.residual(), WellKnown.normalised())) {
      check(source, List.of(Kind.values()));
    }
  }

  private void check(NetworkSource source, List<Kind> kinds) throws Throwable {
    GeneratedNetwork network = GeneratedNetwork.compileForDevices(source);
    Program training = Objects.requireNonNull(network.programs().training());
    double tolerance = 1e-5 * Math.sqrt(Reference.longestSum(training, DeviceTraining.samples()));
    if (Tornado.home().isPresent()) {
      network.compilation().write(folder);
      for (Kind kind : kinds) {
        DeviceRuns.run(
            folder, DeviceTraining.class, Integer.toString(STEPS), source.name(), kind.name(),
            Double.toString(tolerance));
      }
    } else {
      for (Kind kind : kinds) {
        DeviceTraining.check(network.loader(), STEPS, source.name(), kind, tolerance);
      }
    }
  }
}
