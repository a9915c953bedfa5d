package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.ScatterToGather;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The forward pass of a network in one mode, as statements.
 *
 * @param graph the network
 * @param inputs the buffers in which a sample is handed in
 * @param outputs the buffers of the network's outputs
 * @param forward statements from the inputs to the outputs
 * @param parameters parameters in the order of their layers
 * @param adjoints adjoints that are given rather than derived, by the value they belong to
 * @param whole the same statements with the values of all inputs and layers
 * @param values the buffers of these, by the names of inputs and layers
 */
public record LoweredNetwork(
    LayerGraph graph, List<Buffer> inputs, List<Buffer> outputs, List<Statement> forward, List<Parameter> parameters,
    Map<Buffer, OwnAdjoint> adjoints, List<Statement> whole, Map<String, Buffer> values) {
  /** Copies the lists. */
  public LoweredNetwork {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    forward = List.copyOf(forward);
    parameters = List.copyOf(parameters);
    adjoints = Map.copyOf(adjoints);
    whole = List.copyOf(whole);
    values = Map.copyOf(values);
  }

  /** The forward pass as a program can run it: what scatters, whose adjoint gathers, is made to gather itself. */
  public List<Statement> gathered() {
    return ScatterToGather.gathered(forward);
  }

  /** This with other statements and parameters. */
  public LoweredNetwork with(List<Statement> otherForward, List<Parameter> otherParameters) {
    return new LoweredNetwork(graph, inputs, outputs, otherForward, otherParameters, adjoints, whole, values);
  }

  /** Statements of the forward pass that compute a layer; those that hand in a sample belong to none. */
  public List<Statement> forward(LayerNode layer) {
    return forward.stream().filter(s -> layer.name().equals(s.layer())).toList();
  }

  /** Lowers all layers that outputs depend on, and the others as well. */
  public static LoweredNetwork of(LayerGraph graph, Mode mode) {
    Lowering lowering = new Lowering(mode);
    Map<String, Buffer> outputs = new HashMap<>();
    List<Buffer> inputs = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      inputs.add(handIn(input, inputs.size(), outputs, lowering));
    }
    for (LayerNode layer : graph.layers()) {
      List<Buffer> read = layer.inputs().stream().map(outputs::get).toList();
      lowering.begin(layer);
      outputs.put(layer.name(), LayerTable.of(layer).lower(layer, read, lowering));
    }
    List<Buffer> results = graph.outputs().stream().map(output -> outputs.get(output.layer())).toList();
    List<Statement> statements = Views.apply(lowering.statements(), results, lowering.adjoints().keySet());
    return new LoweredNetwork(
        graph, inputs, results, InlineIntoMaximum.apply(statements, results), lowering.parameters(),
        lowering.adjoints(), lowering.statements(), outputs);
  }

  /** Copies an input to where layers read it, by the input's name. */
  private static Buffer handIn(GraphInput given, int number, Map<String, Buffer> outputs, Lowering lowering) {
    List<Integer> shape = given.shape().dims();
    Buffer.Role role = given.ints() ? Buffer.Role.INT_INPUT : Buffer.Role.INPUT;
    Buffer input = Buffer.of(Buffer.ofNetwork("input", number), role, shape, number);
    Buffer sample = lowering.value(Buffer.ofNetwork("sample", number), shape);
    List<Axis> axes = Lowering.axes(shape);
    lowering.add(Statement.assign(input.label(), sample, axes, Expr.at(input, axes)));
    outputs.put(given.name(), sample);
    return input;
  }
}
