package dev.kernelsmith.processor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name a misspelt one may have meant. */
class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "conv1, conv1, 0", "conv1, Conv1, 0", "conv1, conv2, 1", "conv1, con1, 1", "conv1, convv1, 1", "conv1, cnov1, 1",
    "conv1, pool1, 3", "ab, '', 2", "ca, abc, 3"
  })
  void distance(String one, String other, int distance) {
    assertEquals(distance, Spelling.distance(one, other));
    assertEquals(distance, Spelling.distance(other, one));
  }

  @Test
  void nearest() {
    List<String> names = List.of("input", "conv1", "conv2", "dense");
    assertEquals(Optional.of("conv1"), Spelling.nearest("conv", names));
    assertEquals(Optional.of("dense"), Spelling.nearest("desne", names));
    assertEquals(Optional.empty(), Spelling.nearest("residual", names));
    assertEquals(Optional.empty(), Spelling.nearest("x", List.of("f", "input")));
  }
}
