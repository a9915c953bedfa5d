package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CoreDistanceMainTest {
  @Test
  void printsWindowsAndTheMediansOfBothKinds() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CoreDistanceMain program = new CoreDistanceMain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(0, new CommandLine(program).execute("--seconds=0.1", "--warm-up=0"));
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.size() > 2, lines::toString);
    assertTrue(lines.getFirst().matches("\\d+\\.\\d s: \\d+ ns, [\\d,]+ samples/s"), lines::toString);
    assertTrue(lines.get(lines.size() - 2).startsWith("up to twice the shortest round trip: "), lines::toString);
  }
}
