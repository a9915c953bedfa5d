package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.ScatterToGather;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.LayerLowering;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.lower.Lowering;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One layer, lowered by itself.
 *
 * @param node the layer, with the shape that its rule gives it
 * @param inputs per-sample buffers that it reads: {@code x0}, {@code x1}, ...
 * @param output the buffer that holds its result
 * @param statements its forward statements
 * @param parameters its parameters
 * @param adjoints those that it gives itself
 */
record LayerFixture(
    LayerNode node, List<Buffer> inputs, Buffer output, List<Statement> statements, List<Parameter> parameters,
    Map<Buffer, OwnAdjoint> adjoints) {
  static LayerFixture of(String kind, Map<String, ?> given, Shape... shapes) {
    return of(Mode.TRAINING, kind, given, shapes);
  }

  static LayerFixture of(Mode mode, String kind, Map<String, ?> given, Shape... shapes) {
    return of(mode, LayerTable.rules().get(kind), kind, given, shapes);
  }

  static LayerFixture of(Mode mode, LayerRule rule, String kind, Map<String, ?> given, Shape... shapes) {
    Attributes attributes = AttributeValues.of(rule.annotation(), given);
    Diagnostics diagnostics = new Diagnostics();
    Shape shape = rule.shape("layer", attributes, List.of(shapes), diagnostics);
    if (shape == null) {
      throw new IllegalArgumentException(diagnostics.findings().toString());
    }
    List<Buffer> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < shapes.length; i++) {
      names.add("x" + i);
      inputs.add(Buffer.value("x" + i, shapes[i].dims()));
    }
    LayerNode node = new LayerNode("layer", kind, attributes, names, List.of(shapes), shape);
    Lowering out = new Lowering(mode);
    Buffer output = ((LayerLowering) rule).lower(node, inputs, out);
    return new LayerFixture(node, inputs, output, out.statements(), out.parameters(), out.adjoints());
  }

  Program program() {
    return new Program("layer", ScatterToGather.gathered(statements));
  }

  Buffer input() {
    return inputs.getFirst();
  }

  /** The buffer of a parameter: {@code weights} or {@code bias}. */
  Buffer parameter(String kind) {
    return parameters.stream().filter(p -> p.name().equals("layer." + kind)).findFirst().orElseThrow().buffer();
  }

  /** Random values for its parameters, by their names in the layer. */
  Map<String, Nd> randomParameters(Random random, Tensors tensors) {
    Map<String, Nd> values = new HashMap<>();
    for (Parameter parameter : parameters) {
      Nd value = Nd.random(random, parameter.shape().toArray(Integer[]::new));
      values.put(parameter.name().substring("layer.".length()), value);
      tensors.put(parameter.buffer(), value.values());
    }
    return values;
  }
}
