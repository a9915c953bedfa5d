package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.ParameterMarks;
import java.util.Map;

/** Builds networks layer by layer, as the graph stage does from annotations. */
final class GraphBuilder {
  private final Shape input;
  private final Layers layers;

  GraphBuilder(Shape input) {
    this.input = input;
    layers = new Layers(Map.of(LayerGraph.INPUT, input));
  }

  /** Adds a layer that reads the one before. */
  GraphBuilder add(String kind, String name, Map<String, ?> values) {
    return add(kind, name, values, size() == 0 ? LayerGraph.INPUT : layers.nodes().getLast().name());
  }

  /** Adds a layer that reads the given ones. */
  GraphBuilder add(String kind, String name, Map<String, ?> values, String... inputs) {
    layers.add(kind, name, values, inputs);
    return this;
  }

  /** Adds an earlier layer once more, which reads the one before. */
  GraphBuilder reuse(String owner, String name) {
    LayerNode first = layers.nodes().stream().filter(l -> l.name().equals(owner)).findFirst().orElseThrow();
    add(first.kind(), name, first.attributes().values());
    LayerNode last = layers.nodes().removeLast();
    layers.nodes().add(
        new LayerNode(
            name, last.kind(), first.attributes(), last.inputs(), last.inputShapes(), last.shape(), ParameterMarks.NONE,
            owner));
    return this;
  }

  /** Number of layers so far. */
  int size() {
    return layers.nodes().size();
  }

  /** The shape of a layer's output. */
  Shape shape(String name) {
    return layers.shape(name);
  }

  /** The network, with the last layer as its output. */
  LayerGraph graph(LossFunction loss) {
    Attributes optimizer = new Attributes(Map.of(), Map.of());
    return new LayerGraph("test", "Net", input, layers.nodes(), layers.nodes().getLast().name(), loss, "SGD",
        optimizer);
  }

  /** The network's programs. */
  NetworkPrograms programs(LossFunction loss) {
    return NetworkPrograms.of(graph(loss));
  }
}
