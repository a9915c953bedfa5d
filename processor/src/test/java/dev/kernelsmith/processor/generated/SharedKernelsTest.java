package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that differ only in where their buffers start are one method. */
class SharedKernelsTest {
  private static final Pattern METHOD = Pattern.compile("(?m)^    static void (?!before|behind|phase)(\\w+)\\(");

  private static final GeneratedNetwork FOUR = GeneratedNetwork.compile(WellKnown.blocks(4));
  private static final GeneratedNetwork NINE = GeneratedNetwork.compile(WellKnown.blocks(9));

  @Test
  void kernelsDoWhatTheInterpreterDoes() {
    NetworkChecks.check(FOUR, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ScalarKernels", "VectorKernels32"})
  void moreBlocksNeedNoMoreKernels(String file) {
    assertTrue(kernels(FOUR, file).size() > 50, file);
    assertEquals(kernels(FOUR, file), kernels(NINE, file));
  }

  /** What is written for a block: where its buffers start, and calls. */
  @Test
  void sourceGrowsWithWhatDiffers() {
    int growth = source(NINE, "VectorKernels32").length() - source(FOUR, "VectorKernels32").length();
    assertTrue(growth / 5 < 40_000, () -> growth / 5 + " characters for a block");
  }

  /** Names tell what a method and its arguments are to a layer, not which layer it was written for first. */
  @Test
  void namesAreThoseOfNoLayer() {
    String source = source(FOUR, "VectorKernels32");
    Matcher method = Pattern.compile("(?s)static void conv2dForward\\((.*?)\\) \\{").matcher(source);
    assertTrue(method.find(), source);
    List<String> arguments = List.of(method.group(1).replaceAll("\\s+", " ").split(", "));
    assertTrue(arguments.containsAll(List.of("int in", "int weights", "int value")), arguments::toString);
    for (String call : List.of("SUM1, A2_WEIGHTS, A2", "SUM2, A3_WEIGHTS, A3", "A_NORM3, B3_WEIGHTS, B3")) {
      assertTrue(source.contains("parameters, " + call + ","), () -> call + " in\n" + source);
    }
  }

  /** Names of the methods for kernels, without the numbers of blocks. */
  private static List<String> kernels(GeneratedNetwork network, String file) {
    return METHOD.matcher(source(network, file)).results().map(result -> result.group(1).replaceAll("\\d", ""))
        .toList();
  }

  private static String source(GeneratedNetwork network, String file) {
    return network.compilation().sources().get(network.name() + file);
  }
}
