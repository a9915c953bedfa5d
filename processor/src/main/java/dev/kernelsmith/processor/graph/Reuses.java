package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Reuse;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.LayerDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts in place of each {@link Reuse} what the layer that it names declares. */
final class Reuses {
  private static final String REUSE = Reuse.class.getSimpleName();

  private final String className;
  private final BlockNames blocks;
  private final Diagnostics diagnostics;
  private final Map<String, LayerDeclaration> layers = new LinkedHashMap<>();
  private final Map<String, String> owners = new LinkedHashMap<>();

  /**
   * Resolves the layers of a class.
   *
   * @param className name of the annotated class
   * @param declared its layers in source order
   * @param blocks the blocks that some of them are in
   * @param diagnostics takes every fault found
   */
  Reuses(String className, List<LayerDeclaration> declared, BlockNames blocks, Diagnostics diagnostics) {
    this.blocks = blocks;
    this.className = className;
    this.diagnostics = diagnostics;
    for (LayerDeclaration layer : declared) {
      owners.put(layer.name(), layer.name());
      layers.put(layer.name(), layer.kind().equals(REUSE) ? resolved(layer, declared) : layer);
    }
  }

  /** The layers in source order, none of which is a reuse; one whose owner is not known has no attributes. */
  List<LayerDeclaration> layers() {
    return List.copyOf(layers.values());
  }

  /** The layer whose parameters a layer has: itself, unless it is a reuse. */
  String owner(String layer) {
    return owners.get(layer);
  }

  /** Whether a layer has the parameters of another. */
  boolean isReuse(String layer) {
    return !owner(layer).equals(layer);
  }

  /** Whether another layer has the parameters of a layer. */
  boolean isReused(String layer) {
    return owners.entrySet().stream().anyMatch(e -> e.getValue().equals(layer) && !e.getKey().equals(layer));
  }

  /** What is to be said behind a finding about a reuse, since the attributes that it names stand elsewhere. */
  String note(LayerDeclaration reuse) {
    String own = "'" + reuse.name() + "'";
    return own + " is @" + reuse.kind() + " '" + owner(reuse.name())
        + "' once more, whose attributes hold for both: change them"
        + " there, let " + own + " read another layer with @From, or write @" + reuse.kind()
        + " in place of its @Reuse.";
  }

  private LayerDeclaration resolved(LayerDeclaration layer, List<LayerDeclaration> declared) {
    Attributes reuse = layer.attributes();
    if (reuse == null) {
      return layer;
    }
    String name = layer.scope().full(reuse.text("value"));
    if (blocks.isBlock(name)) {
      diagnostics.report(Message.REUSE_OF_BLOCK, reuse.at("value"), layer.name(), name, name, name);
      return layer.as(layer.kind(), null);
    }
    LayerDeclaration owner = layers.get(name);
    if (owner == null) {
      diagnostics.report(Message.REUSE_OF_NOTHING, reuse.at("value"), layer.name(), name, className,
          repair(layer.name(), name, declared));
      return layer.as(layer.kind(), null);
    }
    owners.put(layer.name(), owners.get(name));
    if (layer.frozen() != null) {
      diagnostics.report(
          Message.FROZEN_REUSE, layer.frozen().annotation(), layer.name(), owners.get(name), owners.get(name));
    }
    return layer.as(owner.kind(), moved(owner.attributes(), reuse));
  }

  /** The values of one annotation as if another gave them. */
  private static @Nullable Attributes moved(@Nullable Attributes values, Attributes to) {
    if (values == null || to.annotation() == null) {
      return null;
    }
    Map<String, Position> positions = new LinkedHashMap<>();
    values.positions().keySet().forEach(name -> positions.put(name, to.annotation()));
    return new Attributes(values.values(), positions, to.annotation());
  }

  private String repair(String layer, String name, List<LayerDeclaration> declared) {
    if (!name.equals(layer) && declared.stream().anyMatch(other -> other.name().equals(name))) {
      return ": move field '" + name + "' above '" + layer + "'.";
    }
    List<String> earlier = new ArrayList<>(layers.keySet());
    if (earlier.isEmpty()) {
      return ": write the layer's own annotation.";
    }
    return Spelling.nearest(name, earlier)
        .map(near -> ": did you mean \"" + near + "\"?")
        .orElseGet(() -> ": there are \"" + String.join("\", \"", earlier) + "\".");
  }
}
