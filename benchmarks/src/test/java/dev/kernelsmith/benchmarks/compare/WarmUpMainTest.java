package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WarmUpMainTest {
  @Test
  void measuresBothKindsInProcessesOfTheirOwn() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WarmUpMain program = new WarmUpMain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    int code =
        new CommandLine(program).execute("--rounds=1", "--seconds=1", "--samples=64", "--batch=16", "--threads=1");
    assertEquals(0, code);
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(5, lines.size(), "header, two runs, two medians");
    assertTrue(lines.get(1).startsWith("1       warm"), lines.get(1));
    assertTrue(lines.get(4).startsWith("median  cold"), lines.get(4));
    assertTrue(Long.parseLong(lines.get(1).trim().split(" +")[2]) > 0, "a JVM does not start in no time");
  }

  @Test
  void aResultSurvivesItsLine() {
    for (OptionalInt warm : List.of(OptionalInt.of(700), OptionalInt.empty())) {
      WarmUp result = new WarmUp(321, warm, 45678);
      assertEquals(result, WarmUp.parse(List.of("something else", result.line())));
    }
  }

  @Test
  void outputWithoutAResultIsAnError() {
    List<String> lines = List.of("something else");
    String message = assertThrows(MeasurementException.class, () -> WarmUp.parse(lines)).getMessage();
    assertTrue(message.contains("something else"), message);
  }
}
