package dev.kernelsmith.processor;

import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.LayerDeclaration;
import dev.kernelsmith.processor.read.ModelDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Networks as text for people, before there are statements. */
final class NetworkText {
  private NetworkText() {}

  /** What is annotated. */
  static String of(ModelDeclaration model) {
    StringBuilder text = new StringBuilder("class " + model.names().qualifiedClass() + "\n");
    text.append("@Network ").append(values(model.network())).append('\n');
    text.append("@Optimizer ").append(values(model.optimizer())).append("\n\n");
    for (LayerDeclaration layer : model.layers()) {
      text.append(layer.name()).append(": @").append(layer.kind()).append(' ').append(values(layer.attributes()));
      text.append(layer.from() == null ? "" : " @From " + values(layer.from()));
      text.append(layer.loss() == null ? "" : " @Loss " + values(layer.loss()));
      text.append(layer.marks().frozen() == null ? "" : " @Frozen");
      text.append(layer.marks().rateFactor() == null ? "" : " @RateFactor " + values(layer.marks().rateFactor()));
      text.append(layer.marks().recomputed().isEmpty() ? "" : " @Recompute");
      layer.marks().initials().forEach(initial -> text.append(" @Initial ").append(values(initial)));
      text.append('\n');
    }
    return text.toString();
  }

  /** Layers and shapes. */
  static String of(LayerGraph graph) {
    StringBuilder text = new StringBuilder("network " + graph.names().qualifiedClass() + "\n\n");
    for (GraphInput input : graph.inputs()) {
      text.append("input ").append(input.name()).append(' ').append(input.shape());
      text.append(input.ints() ? " of ints\n" : "\n");
    }
    for (LayerNode layer : graph.layers()) {
      List<String> read = new ArrayList<>();
      for (int i = 0; i < layer.inputs().size(); i++) {
        read.add(layer.inputs().get(i) + " " + layer.inputShapes().get(i));
      }
      text.append(layer.name()).append(' ').append(layer.shape()).append(" = ").append(layer.kind());
      text.append('(').append(String.join(", ", read)).append(") ").append(values(layer.attributes()));
      text.append(layer.isReuse() ? " with the parameters of " + layer.owner() : "");
      text.append(layer.frozen() ? " frozen" : "");
      text.append(layer.marks().factor() == 1 ? "\n" : " with rate factor " + layer.marks().factor() + "\n");
    }
    for (GraphOutput output : graph.outputs()) {
      text.append("output ").append(output.layer());
      text.append(output.loss() == null ? "\n"
          : ", loss " + Losses.values(output).text() + " times " + Losses.values(output).weight() + "\n");
    }
    return text.append("optimizer ").append(graph.optimizer()).append(' ').append(values(graph.optimizerAttributes()))
        .append('\n').toString();
  }

  private static String values(@Nullable Attributes attributes) {
    return attributes == null ? "of values that are not known" : new TreeMap<>(attributes.values()).toString();
  }
}
