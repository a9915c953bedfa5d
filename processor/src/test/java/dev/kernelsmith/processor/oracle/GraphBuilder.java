package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Builds networks layer by layer, as the graph stage does from annotations. */
final class GraphBuilder {
  private final Shape input;
  private final List<LayerNode> layers = new ArrayList<>();

  GraphBuilder(Shape input) {
    this.input = input;
  }

  /** Adds a layer that reads the one before. */
  GraphBuilder add(String kind, String name, Map<String, ?> values) {
    return add(kind, name, values, layers.isEmpty() ? LayerGraph.INPUT : layers.getLast().name());
  }

  /** Adds a layer that reads the given ones. */
  GraphBuilder add(String kind, String name, Map<String, ?> values, String... inputs) {
    LayerRule rule = LayerTable.rules().get(kind);
    Attributes attributes = AttributeValues.of(rule.annotation(), values);
    Diagnostics diagnostics = new Diagnostics();
    List<Shape> shapes = Arrays.stream(inputs).map(this::shape).toList();
    Shape shape = rule.shape(name, attributes, shapes, diagnostics);
    if (shape == null) {
      throw new IllegalArgumentException(diagnostics.findings().toString());
    }
    layers.add(new LayerNode(name, kind, attributes, List.of(inputs), shapes, shape));
    return this;
  }

  /** Adds an earlier layer once more, which reads the one before. */
  GraphBuilder reuse(String owner, String name) {
    LayerNode first = layers.stream().filter(l -> l.name().equals(owner)).findFirst().orElseThrow();
    add(first.kind(), name, first.attributes().values());
    LayerNode last = layers.removeLast();
    layers.add(
        new LayerNode(
            name, last.kind(), first.attributes(), last.inputs(), last.inputShapes(), last.shape(), false, owner));
    return this;
  }

  /** Number of layers so far. */
  int size() {
    return layers.size();
  }

  /** The shape of a layer's output. */
  Shape shape(String name) {
    if (name.equals(LayerGraph.INPUT)) {
      return input;
    }
    return layers.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow().shape();
  }

  /** The network, with the last layer as its output. */
  LayerGraph graph(LossFunction loss) {
    Attributes optimizer = new Attributes(Map.of(), Map.of());
    return new LayerGraph("test", "Net", input, layers, layers.getLast().name(), loss.name(), "SGD", optimizer);
  }

  /** The network's programs. */
  NetworkPrograms programs(LossFunction loss) {
    return NetworkPrograms.of(graph(loss));
  }
}
