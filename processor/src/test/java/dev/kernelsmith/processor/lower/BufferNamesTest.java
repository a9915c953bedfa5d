package dev.kernelsmith.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferNamesTest {
  @Test
  void keepsNamesThatNothingElseCanHave() {
    assertEquals("conv1", new BufferNames(List.of("conv1")).of("conv1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv convAttention convSumSum", "convSum conv", "inputRows",
    "conv _convSum convSum _convSum_", "sumSum Sum sum", "mean Mean mEan", "a_b aB"})
  void tellsALayerFromTheBuffersOfAnotherInAnyOrder(String text) {
    List<String> layers = List.of(text.split(" "));
    BufferNames names = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> new BufferNames(layers));
    List<String> given = layers.stream().map(names::of).toList();
    assertEquals(layers.size(), given.stream().map(BufferNamesTest::constant).distinct().count(), given::toString);
    for (String layer : layers) {
      assertEquals(layer, names.layer(names.of(layer)));
      for (String suffix : List.of("Sum", "Rows", "At", "Gradient")) {
        String buffer = constant(names.of(layer) + suffix);
        assertFalse(given.stream().anyMatch(name -> constant(name).startsWith(buffer)), () -> buffer + " in " + given);
      }
    }
  }

  private static String constant(String camel) {
    return camel.replaceAll("(?<=.)(\\p{Lu})", "_$1").toUpperCase(Locale.ROOT);
  }
}
