package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The forward pass of a network in one mode, as statements.
 *
 * @param graph the network
 * @param input the buffer in which a sample is handed in
 * @param output the buffer of the network's output
 * @param forward statements from the input to the output
 * @param parameters parameters in the order of their layers
 * @param adjoints adjoints that are given rather than derived, by the value they belong to
 */
public record LoweredNetwork(
    LayerGraph graph, Buffer input, Buffer output, List<Statement> forward, List<Parameter> parameters,
    Map<Buffer, OwnAdjoint> adjoints) {
  /** Copies the lists. */
  public LoweredNetwork {
    forward = List.copyOf(forward);
    parameters = List.copyOf(parameters);
    adjoints = Map.copyOf(adjoints);
  }

  /** This with other statements and parameters. */
  public LoweredNetwork with(List<Statement> otherForward, List<Parameter> otherParameters) {
    return new LoweredNetwork(graph, input, output, otherForward, otherParameters, adjoints);
  }

  private static BufferNames names(LayerGraph graph) {
    return new BufferNames(graph.layers().stream().map(LayerNode::name).toList());
  }

  /** Statements of the forward pass by the layer that they compute; the one that hands in the sample belongs to none. */
  public Map<String, List<Statement>> byLayer() {
    BufferNames names = names(graph);
    Map<String, List<Statement>> labels =
        forward.stream().collect(Collectors.groupingBy(s -> s.label().replaceFirst(" .*", "")));
    Map<String, List<Statement>> result = new HashMap<>();
    graph.layers().forEach(l -> result.put(l.name(), labels.getOrDefault(names.of(l.name()), List.of())));
    return result;
  }

  /** Lowers all layers that the output depends on, and the others as well. */
  public static LoweredNetwork of(LayerGraph graph, Mode mode) {
    BufferNames names = names(graph);
    Lowering lowering = new Lowering(mode, names);
    List<Integer> shape = graph.input().dims();
    Buffer input = Buffer.of("input", Buffer.Role.INPUT, shape);
    Buffer sample = lowering.value("sample", shape);
    List<Axis> axes = Lowering.axes(shape);
    lowering.add(Statement.assign("input", sample, axes, Expr.at(input, axes)));
    Map<String, Buffer> outputs = new HashMap<>();
    outputs.put(LayerGraph.INPUT, sample);
    for (LayerNode layer : graph.layers()) {
      List<Buffer> inputs = layer.inputs().stream().map(outputs::get).toList();
      outputs.put(layer.name(),
          LayerTable.of(layer.kind()).lower(layer.named(names::of), inputs, lowering));
    }
    Buffer output = outputs.get(graph.output());
    return new LoweredNetwork(
        graph, input, output, InlineIntoMaximum.apply(lowering.statements(), output), lowering.parameters(),
        lowering.adjoints());
  }
}
