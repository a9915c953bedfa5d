package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AlternationMainTest {
  private static final String[] TINY = {"--epochs=1", "--samples=32", "--batch=16", "--threads=1", "--warm-up=0"};

  @Test
  void comparesTheCompiledNetworkWithAnotherProgram() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CommandLine commandLine =
        new CommandLine(new AlternationMain(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    assertEquals(0, commandLine.execute(with("--rounds=2", "--versus=slow=echo epoch 1 0.5 samples/s")));
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.get(1).contains("kernelsmith") && lines.get(1).contains("/ slow"), lines.get(1));
    assertEquals(5, lines.size(), "unit, header, two rounds, medians");
    for (String line : lines.subList(2, 5)) {
      String[] columns = line.trim().split(" +");
      double ours = Double.parseDouble(columns[1].replace(",", ""));
      double ratio = Double.parseDouble(columns[3].replace(",", ""));
      assertTrue(ours > 1, line);
      assertTrue(ratio > 1, line);
    }
  }

  @Test
  void saysInOneLineThatAProgramFailed() {
    StringWriter errors = new StringWriter();
    CommandLine commandLine = new CommandLine(new AlternationMain(System.out)).setErr(new PrintWriter(errors));
    commandLine.setExecutionExceptionHandler(AlternationMain::fail);
    int code = commandLine.execute(with("--rounds=1", "--versus=exit 4"));
    assertEquals(1, code);
    assertTrue(errors.toString().contains("exit code 4"), errors.toString());
  }

  private static String[] with(String... more) {
    return Stream.concat(Arrays.stream(TINY), Arrays.stream(more)).toArray(String[]::new);
  }
}
