package dev.kernelsmith.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OptimizersMainTest {
  @TempDir Path folder;

  @Test
  void theRecordedFileHasTheCases() throws IOException {
    List<String> cases = OptimizersMain.cases();
    List<String> recorded = Files.readAllLines(Path.of("..", "processor/src/test/resources/oracle/optimizers.tsv"));
    assertEquals(cases, recorded.subList(0, cases.size()));
  }

  @Test
  void withoutALibraryNothingIsWritten() {
    StringWriter progress = new StringWriter();
    Path out = folder.resolve("optimizers.tsv");
    CommandLine program = new CommandLine(new OptimizersMain(new PrintWriter(progress, true)));
    assertEquals(1, program.execute("--modules=" + folder, "--log=" + folder.resolve("none"), "--out=" + out));
    assertTrue(progress.toString().contains("Nothing is written"), progress.toString());
    assertFalse(Files.exists(out));
  }
}
