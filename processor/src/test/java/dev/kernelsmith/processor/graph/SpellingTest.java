package dev.kernelsmith.processor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
    assertEquals(List.of("conv1", "conv2"), Spelling.nearest("conv", names));
    assertEquals(List.of("conv2"), Spelling.nearest("CONV2", names));
    assertEquals(List.of("dense"), Spelling.nearest("desne", names));
    assertEquals(List.of(), Spelling.nearest("residual", names));
    assertEquals(List.of(), Spelling.nearest("x", List.of("f", "input")));
    assertEquals(List.of(), Spelling.nearest("f1", List.of("f2", "g1")));
    assertEquals(List.of(), Spelling.nearest("conv9", List.of("conv1", "conv2", "conv3", "conv4")));
    assertEquals(List.of(), Spelling.nearest("", names));
  }

  /** A long prefix does not make the rest near. */
  @Test
  void nearestInBlocks() {
    List<String> names = List.of("stage2.1.conv1", "stage2.1.sum", "stage2.2.conv1", "stage2");
    assertEquals(List.of("stage2.1.conv1"), Spelling.nearest("stage2.1.cnov1", names));
    assertEquals(List.of("stage2.1.conv1"), Spelling.nearest("stgae2.1.conv1", names));
    assertEquals(List.of(), Spelling.nearest("stage2.1.mul", names));
    assertEquals(List.of(), Spelling.nearest("stage2.1", names));
    assertEquals(List.of("stage2"), Spelling.nearest("stage3", names));
  }
}
