package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans, schedules, orders, formulas and displays. */
class SmallPartsTest {
  @ParameterizedTest
  @CsvSource({
    "1,1000,1,1", "16,1000,1,1", "17,1000,2,2", "64,62000,4,4", "1000,62000,63,16", "64,8000000,4,2", "64,140000000,4,1"
  })
  void aBatchIsCutByItsSizeAndTheParametersAlone(int samples, int parameters, int blocks, int copies) {
    BatchPlan plan = BatchPlan.of(samples, 16, parameters);
    assertEquals(blocks, plan.blocks());
    assertEquals(copies, plan.copies());
    assertEquals(0, plan.firstBlock(0));
    assertEquals(blocks, plan.firstBlock(copies));
    for (int copy = 0; copy < copies; copy++) {
      assertTrue(plan.firstBlock(copy) < plan.firstBlock(copy + 1),
          "every copy gets a block, else it would hold old gradients");
    }
    assertEquals(samples, IntStream.range(0, blocks).map(plan::live).sum());
  }

  @Test
  void everyEpochHasAPermutationOfItsOwnWhateverWasAskedBefore() {
    DataOrder order = new DataOrder(100, 1, true);
    int[] third = order.of(3).clone();
    int[] first = order.of(1).clone();
    assertFalse(Arrays.equals(first, third));
    assertArrayEquals(third, new DataOrder(100, 1, true).of(3));
    assertFalse(Arrays.equals(third, new DataOrder(100, 2, true).of(3)));
    Arrays.sort(third);
    assertArrayEquals(IntStream.range(0, 100).toArray(), third);
    assertArrayEquals(IntStream.range(0, 100).toArray(), new DataOrder(100, 1, false).of(3));
  }

  @Test
  void vectorsOfAnyWidthAreTheSameKernels() {
    CheckpointIdentity vector = new CheckpointIdentity(Map.of(), "vector, 512 bits, 32 registers");
    assertTrue(vector.hasKernelsOf(Map.of("checkpoint.kernels", "vector, 256 bits, 16 registers")));
    assertFalse(vector.hasKernelsOf(Map.of("checkpoint.kernels", "scalar")));
    assertFalse(vector.hasKernelsOf(Map.of()));
  }

  @Test
  void theLogHasALineForEachEpochAndTheTerminalRewritesOne() {
    String log = shown(false);
    assertTrue(
        log.matches(
            "(epoch [12]/2  loss \\d\\.\\d{4}  accuracy \\d+\\.\\d\\d%  validation \\d\\.\\d{4} / \\d+\\.\\d\\d%  [\\d,.]+/s\\R){2}"),
        log);
    String terminal = shown(true);
    assertTrue(terminal.contains("\r\u001b[Kepoch 1/2 ["), terminal);
    assertTrue(terminal.contains("left"), terminal);
    for (String line : terminal.split("[\r\n]+", -1)) {
      assertTrue(!line.contains("left") || line.replace("\u001b[K", "").length() < 80, line);
    }
  }

  private static String shown(boolean terminal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Trainer.of(LinearNetwork.classifier(6, 3, 1))
        .epochs(2)
        .validationSplit(0.5)
        .progress(terminal ? Progress.terminal(out) : Progress.log(out))
        .fit(Samples.clusters(200, 6, 3, 1));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
