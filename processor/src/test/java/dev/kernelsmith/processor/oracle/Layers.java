package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers, put together without a class to annotate. */
public final class Layers {
  private final Map<String, Shape> shapes;
  private final List<LayerNode> nodes = new ArrayList<>();

  /**
   * No layers yet.
   *
   * @param inputs shapes of the network's inputs, by their names
   */
  public Layers(Map<String, Shape> inputs) {
    shapes = new LinkedHashMap<>(inputs);
  }

  /** Adds a layer that reads the given ones. */
  public void add(String kind, String name, Map<String, ?> values, String... inputs) {
    LayerRule rule = LayerTable.rules().get(kind);
    Attributes attributes = AttributeValues.of(rule.annotation(), values);
    Diagnostics diagnostics = new Diagnostics();
    List<Shape> read = Arrays.stream(inputs).map(this::shape).toList();
    Shape shape = rule.shape(name, attributes, read, diagnostics);
    if (shape == null) {
      throw new IllegalArgumentException(diagnostics.findings().toString());
    }
    shapes.put(name, shape);
    nodes.add(new LayerNode(name, kind, attributes, List.of(inputs), read, shape));
  }

  /** The shape of an input or a layer's output. */
  public Shape shape(String name) {
    return shapes.get(name);
  }

  /** The layers so far. */
  public List<LayerNode> nodes() {
    return nodes;
  }
}
