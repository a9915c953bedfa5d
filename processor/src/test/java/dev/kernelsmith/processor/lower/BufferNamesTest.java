package dev.kernelsmith.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"conv1", "convSum conv", "a_b aB A_B", "inputPacked", "sum Sum", "sample_", "größe GRÖSSE"})
  void keepsNamesThatNoBufferOfEveryNetworkHas(String text) {
    List<String> layers = List.of(text.split(" "));
    BufferNames names = new BufferNames(layers);
    assertEquals(layers, layers.stream().map(names::of).toList());
  }

  @Test
  void tellsLayersFromTheBuffersOfEveryNetwork() {
    List<String> layers =
        List.of("sample", "sample_", "sample___", "lossGradient", "loss", "target", "probabilities", "logitsOut",
            "classLogit");
    BufferNames names = new BufferNames(layers);
    List<String> given = layers.stream().map(names::of).toList();
    assertEquals(layers.size(), given.stream().distinct().count(), given::toString);
    assertEquals("sample__", names.of("sample"));
    for (String layer : layers) {
      assertEquals(layer, names.layer(names.of(layer)));
      assertFalse(names.of(layer).matches("sample|lossGradient|loss|target|probabilities"));
    }
  }
}
