package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PrefetchCostMainTest {
  @Test
  void printsALineForEachWay() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrefetchCostMain program = new PrefetchCostMain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(0, new CommandLine(program).execute("--rounds=1", "--warm-up=0", "--samples=64"));
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(6, lines.size(), lines::toString);
    assertTrue(lines.getFirst().endsWith("1.00 of data set"), lines::toString);
  }
}
