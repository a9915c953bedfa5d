package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Embedding;
import dev.kernelsmith.annotations.LossFunction;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.NetworkNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network, checked: every input is known and earlier, every shape fits.
 *
 * @param packageName package of the annotated class, empty for the default package
 * @param className name of the annotated class within its package, nested names joined by dots
 * @param inputs the network's inputs, at least one
 * @param layers layers in data-flow order; one of a block has the block's name and a dot before its own
 * @param blocks fields with blocks, in source order, and the layers whose values they give
 * @param outputs the network's outputs, at least one, each another layer; without a loss at any of them it only predicts
 * @param optimizer name of the optimizer
 * @param optimizerAttributes its values
 * @param initialFile what all layers may start from, as far as it has them; empty for none
 * @param inspected whether the values of all layers can be read, and gradients by inputs
 * @param stepwise names of the inputs that may come step by step; none for a network that is only asked for whole samples
 */
public record LayerGraph(
    String packageName,
    String className,
    List<GraphInput> inputs,
    List<LayerNode> layers,
    Map<String, String> blocks,
    List<GraphOutput> outputs,
    String optimizer,
    Attributes optimizerAttributes,
    String initialFile,
    boolean inspected,
    List<String> stepwise) {
  /** The name under which layers read the one input of a network. */
  public static final String INPUT = "input";

  /** Copies the lists. */
  public LayerGraph {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    outputs = List.copyOf(outputs);
    stepwise = List.copyOf(stepwise);
  }

  /**
   * A network with one input of floats and one output.
   *
   * @param input shape of the input
   * @param output name of the layer that is the output
   * @param loss its loss, or null for a network that only predicts
   */
  public LayerGraph(
      String packageName,
      String className,
      Shape input,
      List<LayerNode> layers,
      String output,
      @Nullable LossFunction loss,
      String optimizer,
      Attributes optimizerAttributes) {
    this(packageName, className, List.of(new GraphInput(INPUT, input, false)), layers, Map.of(),
        List.of(new GraphOutput(output, loss)), optimizer, optimizerAttributes, "", false, List.of());
  }

  /** The outputs that are trained, in their order: one for each loss. */
  public List<GraphOutput> trained() {
    return outputs.stream().filter(output -> output.loss() != null).toList();
  }

  /** Names of the annotated class, and of those that are generated from it. */
  public NetworkNames names() {
    return new NetworkNames(packageName, className);
  }

  /** The fields that the network sets, and the inputs or layers whose handles they get: inputs, layers, blocks. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    inputs.stream().filter(GraphInput::field).forEach(input -> fields.put(input.name(), input.name()));
    layers.stream().map(LayerNode::name).filter(name -> name.indexOf('.') < 0).forEach(name -> fields.put(name, name));
    fields.putAll(blocks);
    return fields;
  }

  /** The field that an output is known by: its layer, or the block that gives its value. */
  public String name(GraphOutput output) {
    return blocks.entrySet().stream().filter(block -> block.getValue().equals(output.layer())).map(Map.Entry::getKey)
        .findFirst().orElse(output.layer());
  }

  /** The layer of this name. */
  public LayerNode layer(String name) {
    return layers.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  /** How many tokens an input of ints can name: the smallest vocabulary of what looks its elements up in a table; 0 where nothing does. */
  public int tokens(GraphInput input) {
    return layers.stream()
        .filter(
            l -> input.ints() && l.kind().equals(Embedding.class.getSimpleName()) && l.inputs().contains(input.name()))
        .mapToInt(l -> l.attributes().integer("vocabulary")).min().orElse(0);
  }
}
