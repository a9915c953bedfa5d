package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.oracle.RandomLayer;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each row of the table of layers, a network with a random layer of it between others: all kernels against the interpreter, vectors
 * of every width to the same bits, and weights written and read.
 */
class EveryLayerCompiledTest {
  @TempDir Path directory;

  static List<String> kinds() {
    return List.copyOf(LayerTable.rules().keySet());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kernelsAgreeWithTheInterpreterAndWeightsComeBack(String kind) throws IOException {
    LayerRule rule = LayerTable.rules().get(kind);
    Random random = new Random(kind.hashCode());
    RandomLayer layer = RandomLayer.of(rule, random);
    while (layer.shapes().stream().distinct().count() > 1) {
      layer = RandomLayer.of(rule, random);
    }
    boolean reads = rule.readsInput();
    Shape shape = reads ? layer.shapes().getFirst() : layer.shape();
    List<LayerSource> layers = new ArrayList<>();
    List<String> inputs = RandomLayer.inputs(layer.shapes().size());
    inputs.forEach(input -> layers.add(sameShape(input, shape)));
    layers.add(new LayerSource("layer", kind, layer.text(), inputs));
    if (!reads) {
      layers.add(sameShape("other", shape));
      layers.add(new LayerSource("product", "Multiply", "", List.of("layer", "other")));
    }
    layers.add(new LayerSource("out", "Dense", "units = 3", List.of(layers.getLast().name())));
    String dims = shape.dims().stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
    GeneratedNetwork network =
        GeneratedNetwork.compile(new NetworkSource("With" + kind, dims, "", layers, "SOFTMAX_CROSS_ENTROPY"));
    NetworkChecks.check(network, 1);
    CompiledNetwork first = network.network(1);
    CompiledNetwork second = network.network(2);
    first.save(directory.resolve("weights"));
    second.load(directory.resolve("weights"));
    assertArrayEquals(first.engine().parameters(), second.engine().parameters());
  }

  /** A layer with parameters that has the shape of the input; but for the first its values are no divisors near 0. */
  private static LayerSource sameShape(String name, Shape shape) {
    String activation = name.equals("x0") ? "" : ", activation = Activation.SIGMOID";
    return switch (shape.rank()) {
      case 1 -> new LayerSource(name, "Dense", "units = " + shape.elements() + activation, List.of("input"));
      case 3 ->
          new LayerSource(
              name, "Conv2D", "filters = " + shape.channels() + ", kernel = 1" + activation, List.of("input"));
      default -> new LayerSource(name, "BatchNorm", "epsilon = 1e-2f" + activation, List.of("input"));
    };
  }
}
