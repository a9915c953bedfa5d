package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainingCostsMainTest {
  @Test
  void printsARowForEachVariant() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrainingCostsMain program = new TrainingCostsMain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(0, new CommandLine(program).execute("--workloads=W1", "--threads=2", "--rounds=2", "--warm-up=0",
        "--samples=300"));
    List<String[]> rows =
        bytes.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("| ")).skip(1)
            .map(line -> line.split("\\|")).toList();
    assertEquals(CostVariant.values().length, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(CostVariant.values()[i].title(), rows.get(i)[1].strip());
      assertTrue(Double.parseDouble(rows.get(i)[2].strip().replace(",", "")) > 0, String.join("|", rows.get(i)));
    }
    assertEquals("1.000", rows.getFirst()[3].strip());
  }
}
