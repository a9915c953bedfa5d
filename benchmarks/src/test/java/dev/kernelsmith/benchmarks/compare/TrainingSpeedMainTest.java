package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainingSpeedMainTest {
  @ParameterizedTest
  @ValueSource(strings = {"--plain", "--threads=2"})
  void printsOneSpeedAnEpoch(String option) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrainingSpeedMain program = new TrainingSpeedMain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(0, new CommandLine(program).execute("--epochs=3", "--samples=40", "--batch=16", option));
    List<Double> speeds = Contender.speeds(bytes.toString(StandardCharsets.UTF_8).lines().toList());
    assertEquals(3, speeds.size());
    assertTrue(speeds.stream().allMatch(speed -> speed > 0), speeds.toString());
  }
}
