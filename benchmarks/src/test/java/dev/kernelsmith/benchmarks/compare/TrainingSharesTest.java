package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Both programs run to their end and print what they are asked for. */
class TrainingSharesTest {
  private static List<String> lines(Function<PrintStream, Object> program, String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Object command = program.apply(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertEquals(0, new CommandLine(command).execute(arguments));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void barriersAreCountedAndTheirCostIsPrintedForEachRound() {
    List<String> lines = lines(BarrierCostMain::new, "--rounds=2", "--epochs=1", "--steps=3", "--batch=32");
    assertEquals(5, lines.size(), lines::toString);
    assertEquals("9 cuts; steps of 32 samples on 2 threads, and of 16 on each alone", lines.getFirst());
    assertTrue(lines.getLast().matches(
        "least: a step takes [0-9.]+ us, alone [0-9.]+ us: -?[0-9.]+ us a cut, -?[0-9.]+ % lost"), lines::toString);
  }

  @Test
  void thePeakIsPrintedForEachRoundAndNumberOfThreads() {
    List<String> lines =
        lines(PeakShareMain::new, "--rounds=1", "--warm-up=1", "--epochs=1", "--samples=16", "--batch=16");
    assertEquals(5, lines.size(), lines::toString);
    assertTrue(lines.get(1).matches("1 threads: [0-9]+ samples/s, [0-9]+ GFLOP/s of [1-9][0-9]*, [0-9]+ %"),
        lines::toString);
  }
}
