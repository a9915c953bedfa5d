package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunFolderCostMainTest {
  @Test
  void printsALineForEachKindOfEachNetwork() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RunFolderCostMain program = new RunFolderCostMain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(0, new CommandLine(program).execute("--rounds=1", "--warm-up=0", "--samples=64", "--epochs=1"));
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(8, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains("1.000 of none"), lines::toString);
  }
}
