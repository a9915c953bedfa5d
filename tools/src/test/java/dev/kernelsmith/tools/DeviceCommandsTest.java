package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kernelsmith.runtime.device.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that take a device, where there is none and, where there is one, on it. */
class DeviceCommandsTest {
  /** No machine has so many. */
  private static final String MISSING = "tornado:9:9";

  @TempDir Path folder;

  private static void assertOneLine(Run run, String message) {
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().startsWith("kernelsmith: ") && run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void aDeviceThatIsNotThereIsSaidInOneLine() throws IOException {
    assertOneLine(Run.of("train", "mlp", "--drawn", 100, "--device", MISSING), "device tornado:9:9");
    assertOneLine(Run.of("profile", "mlp", "--device", MISSING), "device tornado:9:9");
  }

  @Test
  void theCpuStandsInWhereThatIsAllowed() throws IOException {
    Path device = folder.resolve("device.safetensors");
    Path cpu = folder.resolve("cpu.safetensors");
    Run allowed =
        Run.of(
            "train", "mlp", "--drawn", 500, "--epochs", 1, "--device", MISSING, "--device-policy", "allow",
            "--check-device", "--save", device);
    assertEquals(0, allowed.exitCode(), allowed.err());
    assertTrue(allowed.out().lines().findFirst().orElseThrow().contains("device: cpu instead of tornado:9:9"),
        allowed.out());
    assertTrue(allowed.out().contains("check: none, the CPU does the work"), allowed.out());
    Run plain = Run.of("train", "mlp", "--drawn", 500, "--epochs", 1, "--save", cpu);
    assertTrue(plain.out().lines().findFirst().orElseThrow().contains("device: cpu, kernels: "), plain.out());
    assertEquals(-1, Files.mismatch(device, cpu));
  }

  @Test
  void doctorSaysWhatItFoundOfTornadoVm() {
    Run run = Run.of("doctor");
    assertTrue(run.out().lines().anyMatch(line -> line.startsWith("TornadoVM ")), run.out());
    Device.problem().ifPresent(problem -> assertTrue(run.out().contains(problem), run.out()));
    for (var info : Device.available()) {
      assertTrue(run.out().contains(info.description()), run.out());
    }
  }

  @Test
  void aDeviceTrainsAndPredicts() {
    assumeTrue(!Device.available().isEmpty(), () -> "there is no device: " + Device.problem().orElseThrow());
    Path weights = folder.resolve("weights.safetensors");
    Run training =
        Run.of(
            "train", "mlp", "--drawn", 3000, "--epochs", 3, "--device", "tornado", "--check-device", "--save", weights);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(training.out().contains("device: tornado:0:0 ("), training.out());
    assertTrue(training.out().contains("10 steps agree with the CPU"), training.out());
    Run profile = Run.of("profile", "mlp", "--device", "tornado", "--steps", 5);
    assertEquals(0, profile.exitCode(), profile.err());
    assertTrue(profile.out().contains("launches and the rest"), profile.out());
  }

  @Test
  void anSdkIsReadFromItsFolder() throws IOException {
    assertNull(TornadoSdk.at(null));
    assertNull(TornadoSdk.at(" "));
    TornadoSdk nothing = TornadoSdk.at(folder.toString());
    assertTrue(nothing.description().contains("no SDK lies there"), nothing.description());
    Path jars = Files.createDirectories(folder.resolve("share/java/tornado"));
    for (String jar : List.of(
        "tornado-api-5.2.0-jdk25.jar", "tornado-drivers-ptx-5.2.0-jdk25.jar", "tornado-drivers-opencl-5.2.0-jdk25.jar",
        "tornado-drivers-opencl-jni-5.2.0-jdk25-libs.jar", "tornado-drivers-common-5.2.0-jdk25.jar")) {
      Files.createFile(jars.resolve(jar));
    }
    TornadoSdk sdk = TornadoSdk.at(folder.toString());
    assertEquals("5.2.0-jdk25", sdk.version());
    assertEquals(List.of("opencl", "ptx"), sdk.backends());
  }
}
