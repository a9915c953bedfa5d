package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.oracle.Layers;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a convolution of 1 x 1, which is a dense layer at each place. */
class OneByOneTest {
  /** Tiles of the axes of a layer's kernel, in a prediction. */
  private static List<Kernel.Loop> loops(String kind, Map<String, ?> values, Shape input, int registers) {
    Layers layers = new Layers(Map.of(LayerGraph.INPUT, input));
    layers.add(kind, "layer", values, LayerGraph.INPUT);
    LayerGraph graph =
        new LayerGraph("", "One", input, layers.nodes(), "layer", null, "SGD", new Attributes(Map.of(), Map.of()));
    Program program = NetworkPrograms.of(graph).prediction();
    return Schedules.of(program, Target.vectorBlock(registers)).kernels().stream()
        .filter(kernel -> kernel.name().equals("layerForward"))
        .findFirst()
        .orElseThrow()
        .loops();
  }

  private static int tile(List<Kernel.Loop> loops) {
    return loops.stream().mapToInt(Kernel.Loop::tile).reduce(1, (a, b) -> a * b);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void atOnePlaceItHasTheTileOfADenseLayer(int registers) {
    List<Kernel.Loop> dense = loops("Dense", Map.of("units", 96), Shape.of(96), registers);
    List<Kernel.Loop> convolution =
        loops("Conv2D", Map.of("filters", 96, "kernel", 1), Shape.of(1, 1, 96), registers);
    assertEquals(tile(dense), tile(convolution));
    assertEquals(dense.getLast().tile(), convolution.getLast().tile());
  }

  /** Each weight that is loaded is used for several places, and each element for several filters. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void atManyPlacesItsTileHasSeveralOfThemToo(int registers) {
    List<Kernel.Loop> loops = loops("Conv2D", Map.of("filters", 64, "kernel", 1), Shape.of(14, 14, 64), registers);
    int filters = loops.getLast().tile();
    assertTrue(filters > 1 && tile(loops) / filters > 1, loops::toString);
  }
}
