package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The forward pass of a network in one mode, as statements.
 *
 * @param graph the network
 * @param inputs the buffers in which a sample is handed in
 * @param outputs the buffers of the network's outputs
 * @param forward statements from the inputs to the outputs
 * @param parameters parameters in the order of their layers
 * @param adjoints adjoints that are given rather than derived, by the value they belong to
 */
public record LoweredNetwork(
    LayerGraph graph, List<Buffer> inputs, List<Buffer> outputs, List<Statement> forward, List<Parameter> parameters,
    Map<Buffer, OwnAdjoint> adjoints) {
  /** Copies the lists. */
  public LoweredNetwork {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    forward = List.copyOf(forward);
    parameters = List.copyOf(parameters);
    adjoints = Map.copyOf(adjoints);
  }

  /** This with other statements and parameters. */
  public LoweredNetwork with(List<Statement> otherForward, List<Parameter> otherParameters) {
    return new LoweredNetwork(graph, inputs, outputs, otherForward, otherParameters, adjoints);
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

  /** Lowers all layers that outputs depend on, and the others as well. */
  public static LoweredNetwork of(LayerGraph graph, Mode mode) {
    BufferNames names = names(graph);
    Lowering lowering = new Lowering(mode, names);
    Map<String, Buffer> outputs = new HashMap<>();
    List<Buffer> inputs = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      inputs.add(handIn(input, inputs.size(), outputs, lowering));
    }
    for (LayerNode layer : graph.layers()) {
      List<Buffer> read = layer.inputs().stream().map(outputs::get).toList();
      outputs.put(layer.name(),
          LayerTable.of(layer.kind()).lower(layer.named(names::of), read, lowering));
    }
    List<Buffer> results = graph.outputs().stream().map(output -> outputs.get(output.layer())).toList();
    return new LoweredNetwork(
        graph, inputs, results, InlineIntoMaximum.apply(lowering.statements(), results), lowering.parameters(),
        lowering.adjoints());
  }

  /** Copies an input to where layers read it, by the input's name. */
  private static Buffer handIn(GraphInput given, int number, Map<String, Buffer> outputs, Lowering lowering) {
    List<Integer> shape = given.shape().dims();
    Buffer.Role role = given.ints() ? Buffer.Role.INT_INPUT : Buffer.Role.INPUT;
    Buffer input = Buffer.of(Buffer.nameOf("input", number), role, shape, number);
    Buffer sample = lowering.value(Buffer.nameOf("sample", number), shape);
    List<Axis> axes = Lowering.axes(shape);
    lowering.add(Statement.assign(input.label(), sample, axes, Expr.at(input, axes)));
    outputs.put(given.name(), sample);
    return input;
  }
}
