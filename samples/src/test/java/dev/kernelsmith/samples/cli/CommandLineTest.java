package dev.kernelsmith.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "                                       | A command is missing",
    "fly                                    | 'fly'",
    "train                                  | SAMPLE",
    "train lenet6                           | there is no sample 'lenet6': there are lenet5, mlp, residual, regression",
    "train lenet5 --epochs 0                | '0' is less than 1",
    "train lenet5 --epochs ten              | 'ten' is not a whole number",
    "train lenet5 --new-schedule            | --new-schedule changes a resumed training",
    "train lenet5 --new-schedule --resume x | add --resume and --epochs",
    "train lenet5 --batch -3                | '-3' is less than 1",
    "train lenet5 --threads 0               | '0' is less than 1",
    "train lenet5 --drawn 9999999999        | '9999999999' is more than 2147483647",
    "train lenet5 --drawn 2147483647        | --drawn can be at most",
    "train lenet5 --seed x                  | --seed",
    "train lenet5 --speed 3                 | --speed",
    "train lenet5 --device gpu              | 'gpu' names no device: write cpu, tornado",
    "train lenet5 --device tornado:1:2:3    | 'tornado:1:2:3' names no device",
    "train lenet5 --device-policy never     | 'never' is none of fail, warn, allow",
    "train lenet5 --check-device            | --check-device compares a device: add --device tornado",
    "profile lenet5                         | add --device tornado",
    "profile lenet5 --device tornado --steps 0 | '0' is less than 1",
    "predict lenet5 a.png                   | --weights",
    "predict lenet5 --weights w             | IMAGE",
    "predict regression --weights w a.png   | regression reads no images",
  })
  void mistakesOnTheCommandLineEndIn2(String line, String message) {
    Run run = Run.of(line == null ? new Object[0] : (Object[]) line.split(" +"));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(message), run.err());
    assertTrue(run.err().contains("Usage: kernelsmith"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void helpAndVersionAreNoFailure() {
    Run help = Run.of("train", "--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.out().contains("--checkpoint"), help.out());
    assertTrue(Run.of("help").out().contains("doctor"));
    Run version = Run.of("--version");
    assertEquals(0, version.exitCode());
    assertTrue(version.out().startsWith("kernelsmith (not packaged)"), version.out());
  }

  @Test
  void aFolderWithoutDigitsIsSaidInOneLine() {
    Run run = Run.of("train", "lenet5", "--data", folder);
    assertFailure(run, folder.toString());
    assertTrue(run.err().contains("train-images"), run.err());
  }

  @Test
  void aPlaceThatCannotBeWrittenToIsFoundBeforeTraining() {
    Path file = folder.resolve("missing").resolve("weights.safetensors");
    assertFailure(Run.of("train", "lenet5", "--save", file), "its folder does not exist");
    assertFailure(Run.of("train", "lenet5", "--checkpoint", folder), "is a folder");
    Path both = folder.resolve("both.safetensors");
    assertFailure(Run.of("train", "lenet5", "--save", both, "--checkpoint", both), "name two files");
  }

  @Test
  void theCurveTakesNoFolder() {
    assertFailure(Run.of("train", "regression", "--data", folder), "draws its own points");
  }

  @Test
  void missingWeightsAreSaidInOneLine() {
    Path weights = folder.resolve("none.safetensors");
    assertFailure(Run.of("predict", "lenet5", "--weights", weights, "a.png"), weights.toString());
  }

  @Test
  void damagedWeightsAreSaidInOneLine() throws IOException {
    Path weights = Files.writeString(folder.resolve("damaged.safetensors"), "these are no weights at all");
    assertFailure(Run.of("predict", "lenet5", "--weights", weights, "a.png"), weights.toString());
  }

  @Test
  void aMissingCheckpointIsSaidInOneLine() {
    Path checkpoint = folder.resolve("none.safetensors");
    assertFailure(Run.of("train", "mlp", "--drawn", 50, "--resume", checkpoint), checkpoint.toString());
  }

  @Test
  void verboseAddsTheStackTrace() {
    Run run = Run.of("train", "lenet5", "-X", "--data", folder);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("\tat dev.kernelsmith."), run.err());
  }

  @Test
  void theSamplesAreListedWithTheirSizes() {
    Run run = Run.of("samples");
    assertEquals(0, run.exitCode(), run.err());
    String lenet = run.out().lines().filter(line -> line.startsWith("lenet5")).findFirst().orElseThrow();
    assertTrue(lenet.matches("lenet5 +28x28x1 +10 +7 +61,706 .*"), lenet);
    for (Sample sample : Sample.ALL) {
      assertTrue(run.out().contains(sample.name() + " "), sample.name());
    }
    assertTrue(Run.of("samples", "--layers").out().contains("conv2"));
  }

  @Test
  void theDoctorNamesTheKernelsOfEverySample() {
    Run run = Run.of("doctor");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(System.getProperty("java.version")), run.out());
    for (Sample sample : Sample.ALL) {
      String kernels = sample.factory().apply(0).engine().program().description();
      assertTrue(run.out().lines().anyMatch(line -> line.contains(sample.name()) && line.endsWith(kernels)), run.out());
    }
  }

  /** One line, no stack trace. */
  private static void assertFailure(Run run, String message) {
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().startsWith("kernelsmith: ") && run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
