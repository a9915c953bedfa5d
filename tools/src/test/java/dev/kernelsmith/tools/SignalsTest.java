package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and its kin, sent to the command line in a process of its own. */
class SignalsTest {
  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void onUnix() throws Exception {
    assumeTrue(File.separatorChar == '/', "there are no such signals");
    for (String signal : List.of("HUP", "INT", "TERM")) {
      assumeTrue(Signalled.hears(signal), "this JVM was started with SIG" + signal + " ignored");
    }
    out = folder.resolve("out");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aTrainingStopsAndKeepsWhatItHas(String signal, int exitCode) throws Exception {
    Path weights = folder.resolve("weights.safetensors");
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Path run = folder.resolve("run");
    Process training =
        start(
            Kernelsmith.class, "train", "mlp", "--drawn", "300", "--epochs", "1000000", "--save", weights.toString(),
            "--checkpoint", checkpoint.toString(), "--run", run.toString());
    Signalled.await(() -> Files.exists(checkpoint), training);
    assertEquals(exitCode, Signalled.end(training, signal), text());
    assertTrue(text().matches("(?s).*interrupted: in epoch \\d+ of 1000000, after step \\d+ of 5\n.*"), text());
    assertTrue(text().contains("weights: " + weights + "\n"), text());
    assertTrue(text().contains("go on with --resume " + checkpoint + "\n"), text());
    assertFalse(text().contains("test: "), text());
    assertTrue(Files.readAllLines(run.resolve("events.jsonl")).getLast().contains("\"end\":\"INTERRUPTED\""));

    assertEquals(0, Run.of("evaluate", "--weights", weights, "--drawn", 10).exitCode());
    assertEquals(0, Run.of("evaluate", "--weights", checkpoint, "--drawn", 10).exitCode());
  }

  @Test
  void aTrainingWithoutAFileSaysThatNothingIsSaved() throws Exception {
    Path run = folder.resolve("run");
    Path epochs = run.resolve("epochs.csv");
    Process training =
        start(
            Kernelsmith.class, "train", "regression", "--drawn", "1000", "--epochs", "1000000", "--run", run.toString(),
            "--no-times");
    Signalled.await(() -> Files.exists(epochs) && Files.readAllLines(epochs).size() > 1, training);
    assertEquals(130, Signalled.end(training, "INT"), text());
    assertTrue(text().contains("neither --save nor --checkpoint"), text());
  }

  @ParameterizedTest
  @CsvSource({"train mlp --drawn 2700000", "evaluate mlp --weights WEIGHTS --drawn 2700000"})
  void whatHasNothingToSaveEndsAtOnce(String command) throws Exception {
    Path weights = folder.resolve("weights.safetensors");
    Sample.ALL.stream().filter(s -> s.name().equals("mlp")).findFirst().orElseThrow().factory().apply(1).save(weights);
    Process drawing = start(Drawing.class, command.replace("WEIGHTS", weights.toString()).split(" "));
    Signalled.await(() -> text().contains(Drawing.DRAWS), drawing);
    assertEquals(130, Signalled.end(drawing, "INT"), text());
    assertTrue(text().endsWith("kernelsmith: ended by SIGINT\n"), text());
  }

  @Test
  void aSecondSignalEndsWhatDoesNotListen() throws Exception {
    Process stubborn = start(Stubborn.class);
    Signalled.await(() -> text().contains("ready"), stubborn);
    Signalled.send(stubborn, "INT");
    Signalled.await(() -> text().contains("interrupted"), stubborn);
    assertEquals(143, Signalled.end(stubborn, "TERM"), text());
  }

  @Test
  void anInterruptEndsWithTheWorkItWasFor() throws IOException {
    Signals signals = new Signals();
    assertEquals(0, signals.guard(() -> {}));
    assertEquals(130, signals.guard(() -> {
      signals.receive("SIGINT", 130);
      assertTrue(Thread.currentThread().isInterrupted());
    }));
    assertFalse(Thread.currentThread().isInterrupted());
    Signals failing = new Signals();
    assertThrows(
        IOException.class,
        () -> failing.guard(() -> {
          failing.receive("SIGTERM", 143);
          throw new IOException("the disk is full");
        }));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  private String text() throws IOException {
    return Files.readString(out);
  }

  private Process start(Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx3g", "-cp",
                System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
  }
}
