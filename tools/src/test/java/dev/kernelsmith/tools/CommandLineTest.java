package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandLineTest {
  @TempDir Path folder;

  @Test
  void benchTellsWhatItNeeds() {
    Run run = Run.of("bench", "--quick");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("the benchmarks are not on the class path: the script kernelsmith"), run.err());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "                                       | A command is missing",
    "fly                                    | there is no command 'fly'",
    "help fly                               | there is no command 'fly'",
    "--fly                                  | there is no option '--fly'",
    "predict lenet5 --wieghts w a.png       | there is no option '--wieghts': did you mean --weights?",
    "predict lenet5 --weights w a.png b.png | unexpected argument 'b.png'",
    "train lenet5 --epochs                  | Missing required parameter for option '--epochs' (N)",
    "train lenet5 --epochs 3 --epochs 4     | '--epochs' (N) should be specified only once",
    "train                                  | SAMPLE",
    "train lenet6                           | there is no sample 'lenet6': there are lenet5, mlp, residual, resnet8, autoencoder, unet, line, regression",
    "train lenet5 --epochs 0                | '0' is less than 1",
    "train lenet5 --epochs ten              | 'ten' is not a whole number",
    "train lenet5 --new-schedule            | --new-schedule changes a resumed training",
    "train lenet5 --new-schedule --resume x | add --resume and --epochs",
    "train lenet5 --batch -3                | '-3' is less than 1",
    "train lenet5 --threads 0               | '0' is less than 1",
    "train lenet5 --drawn 9999999999        | '9999999999' is more than 2147483647",
    "train lenet5 --drawn 2147483647        | --drawn can be at most",
    "train lenet5 --seed x                  | 'x' is not a whole number",
    "train lenet5 --speed 3                 | --speed",
    "train lenet5 --device gpu              | 'gpu' names no device: write cpu, tornado",
    "train lenet5 --device tornado:1:2:3    | 'tornado:1:2:3' names no device",
    "train lenet5 --device-policy never     | 'never' is none of fail, warn, allow",
    "train lenet5 --check-device            | --check-device compares a device: add --device tornado",
    "profile lenet5                         | add --device tornado",
    "profile lenet5 --device tornado --steps 0 | '0' is less than 1",
    "predict lenet5 a.png                   | --weights",
    "predict lenet5 a --weights w --index x | 'x' is not a whole number",
    "bench --threads 0                      | '0' is less than 1",
    "bench --workload W1                    | there is no option '--workload': did you mean --workloads?",
    "bench W1                               | unexpected argument 'W1'",
    "bench --out=                           | the name of the file or folder is empty",
    "evaluate                               | --weights",
    "evaluate lenet6 --weights w            | there is no sample 'lenet6'",
    "evaluate --weights w --part tset       | 'tset' is neither test nor train",
    "evaluate --weights w --drawn 2147483647 | --drawn can be at most",
    "predict lenet5 --weights w             | IMAGE",
    "predict regression --weights w a.png   | regression reads no grey images",
    "predict resnet8 --weights w a.png      | resnet8 reads no grey images",
    "predict unet --weights w a.png         | unet reads no grey images",
  })
  void mistakesOnTheCommandLineEndIn2(String line, String message) {
    Run run = Run.of(line == null ? new Object[0] : (Object[]) line.split(" +"));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(message), run.err());
    List<String> lines = run.err().lines().toList();
    assertEquals(2, lines.size(), run.err());
    assertTrue(lines.getFirst().startsWith("Usage: kernelsmith"), run.err());
    assertTrue(lines.getLast().startsWith("kernelsmith: ") && lines.getLast().contains(message), run.err());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--data", "--save", "--checkpoint", "--resume"})
  void anEmptyNameOfAFileIsAMistake(String option) {
    Run run = Run.of("train", "mlp", option, "");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("'" + option + "'"), run.err());
    assertTrue(run.err().contains("the name of the file or folder is empty"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--checkpoint", "--resume"})
  void weightsNeverOverwriteACheckpoint(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "a checkpoint");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path detour = Files.createDirectory(folder.resolve("detour")).resolve("../a");
    for (Path name : List.of(file, detour, link)) {
      Run run = Run.of("train", "mlp", "--drawn", 10, "--epochs", 1, option, file, "--save", name);
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("is named by --save and by " + option), run.err());
      assertEquals("a checkpoint", Files.readString(file));
    }
  }

  @Test
  void outputThatDoesNotArriveIsAFailure() {
    Writer full = new Writer() {
      @Override
      public void write(char[] text, int from, int length) throws IOException {
        throw new IOException("no space left");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    StringWriter err = new StringWriter();
    CommandLine line = Kernelsmith.commandLine().setOut(new PrintWriter(full)).setErr(new PrintWriter(err, true));
    assertEquals(1, Kernelsmith.execute(line, "samples"));
    assertTrue(err.toString().contains("not all of the output could be written"), err::toString);
    assertEquals(0,
        Kernelsmith.execute(Kernelsmith.commandLine().setOut(new PrintWriter(new StringWriter())), "samples"));
  }

  /** The stream of a process keeps failures to itself. */
  @Test
  void aProcessWhoseOutputIsLostFails() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full");
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), "dev.kernelsmith.tools.Kernelsmith", "samples")
        .redirectOutput(full.toFile()).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), err);
    assertTrue(err.contains("not all of the output could be written"), err);
  }

  /** Every option of every command, and every command, with two letters swapped or one left out, alone and before a value. */
  @Test
  void whatIsMistypedIsRecognised() {
    CommandLine root = Kernelsmith.commandLine();
    for (Map.Entry<String, CommandLine> command : root.getSubcommands().entrySet()) {
      String name = command.getKey();
      assertSuggested(name, swapped(name), "lenet5");
      assertSuggested(name, "help", shortened(name));
      if (command.getValue().getCommandSpec().helpCommand()) {
        continue; // it helps whatever its options are
      }
      for (OptionSpec option : command.getValue().getCommandSpec().options()) {
        String longest = option.longestName();
        for (String wrong : List.of(swapped(longest), shortened(longest))) {
          if (wrong.equals(longest)) {
            continue; // two equal letters were swapped
          }
          assertSuggested(longest, name, wrong);
          assertSuggested(longest, name, wrong + "=3");
          assertSuggested(longest, name, "lenet5", wrong, "3");
        }
      }
    }
  }

  private static void assertSuggested(String meant, Object... words) {
    Run run = Run.of(words);
    assertEquals(2, run.exitCode(), run.err());
    assertEquals(2, run.err().lines().count(), run.err());
    assertTrue(run.err().endsWith("did you mean " + meant + "?" + System.lineSeparator()), run.err());
  }

  private static String swapped(String name) {
    int at = name.length() / 2;
    return name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
  }

  private static String shortened(String name) {
    return name.substring(0, name.length() - 1);
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
    assertFailure(Run.of("train", "regression", "--data", folder), "draws its own data");
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
      String kernels = sample.factory().apply(0).engine().kernels();
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
