package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.NetworkNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network, checked: every input is known and earlier, every shape fits.
 *
 * @param packageName package of the annotated class, empty for the default package
 * @param className name of the annotated class within its package, nested names joined by dots
 * @param input shape of the network's input
 * @param layers layers in data-flow order
 * @param output name of the layer that is the network's output: the one with the loss, else the last
 * @param loss name of the loss, or null for a network that only predicts
 * @param optimizer name of the optimizer
 * @param optimizerAttributes its values
 */
public record LayerGraph(
    String packageName,
    String className,
    Shape input,
    List<LayerNode> layers,
    String output,
    @Nullable String loss,
    String optimizer,
    Attributes optimizerAttributes) {
  /** The name under which layers read the network's input. */
  public static final String INPUT = "input";

  /** Names of the annotated class, and of those that are generated from it. */
  public NetworkNames names() {
    return new NetworkNames(packageName, className);
  }

  /** The layer of this name. */
  public LayerNode layer(String name) {
    return layers.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }
}
