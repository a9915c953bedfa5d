package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Reuse;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.BlockDeclaration;
import dev.kernelsmith.processor.read.LayerDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts in place of each {@link Reuse} what the layer that it names declares. */
final class Reuses {
  private static final String REUSE = Reuse.class.getSimpleName();

  private final String className;
  private final BlockReuses ofBlocks;
  private final Diagnostics diagnostics;
  private final Map<String, LayerDeclaration> layers = new LinkedHashMap<>();
  private final Map<String, String> owners = new LinkedHashMap<>();

  /**
   * Resolves the layers of a class.
   *
   * @param className name of the annotated class
   * @param declared its layers and blocks, no block of which is one once more
   * @param diagnostics takes every fault found
   */
  Reuses(String className, BlockReuses declared, Diagnostics diagnostics) {
    ofBlocks = declared;
    this.className = className;
    this.diagnostics = diagnostics;
    for (LayerDeclaration layer : declared.layers()) {
      owners.put(layer.name(), layer.name());
      boolean again = layer.kind().equals(REUSE) || isOfBlock(layer.name());
      layers.put(layer.name(), again ? resolved(layer) : layer);
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

  /** Whether a layer is one of a block that is another once more: it names what it reads, and need have no parameters. */
  boolean isOfBlock(String layer) {
    return ofBlocks.original(layer) != null;
  }

  /** Whether another layer has the parameters of a layer. */
  boolean isReused(String layer) {
    return owners.entrySet().stream().anyMatch(e -> e.getValue().equals(layer) && !e.getKey().equals(layer));
  }

  /** What is to be said behind a finding about a reuse, since the attributes that it names stand elsewhere. */
  String note(LayerDeclaration reuse) {
    String own = "'" + reuse.name() + "'";
    if (isOfBlock(reuse.name())) {
      return "(Layer " + own + " is '" + owner(reuse.name()) + "' of @Block class " + reuse.scope().block()
          + " once more, whose attributes hold for both.)";
    }
    return own + " is @" + reuse.kind() + " '" + owner(reuse.name())
        + "' once more, whose attributes hold for both: change them"
        + " there, let " + own + " read another layer with @From, or write @" + reuse.kind()
        + " in place of its @Reuse.";
  }

  private LayerDeclaration resolved(LayerDeclaration layer) {
    Attributes reuse = layer.attributes();
    if (reuse == null) {
      return layer;
    }
    String original = ofBlocks.original(layer.name());
    String name = original == null ? layer.scope().full(reuse.text("value")) : original;
    LayerDeclaration owner = layers.get(name);
    if (owner == null) {
      String block = layer.scope().block();
      String written = original == null ? reuse.text("value") : name;
      diagnostics.report(
          Message.REUSE_OF_NOTHING, reuse.at("value"), layer.name(), written, block.isEmpty() ? className : block,
          repair(layer, written, name));
      return layer.as(layer.kind(), null);
    }
    owners.put(layer.name(), owners.get(name));
    checkMarks(layer, owners.get(name), diagnostics);
    boolean known = owner.attributes() != null && reuse.annotation() != null;
    return layer.as(owner.kind(), known ? owner.attributes().placed(reuse.annotation()) : null);
  }

  /** Reports what a use of parameters says of them, since they are those of another layer or block. */
  static void checkMarks(LayerDeclaration use, String owner, Diagnostics diagnostics) {
    Map<String, Attributes> marks = new LinkedHashMap<>();
    marks.put("Frozen", use.marks().frozen());
    marks.put("RateFactor", use.marks().rateFactor());
    marks.put("Initial", use.marks().initials().isEmpty() ? null : use.marks().initials().getFirst());
    marks.forEach((mark, values) -> {
      if (values != null) {
        diagnostics.report(Message.MARK_REUSE, values.annotation(), use.name(), mark, owner, mark, owner);
      }
    });
  }

  private String repair(LayerDeclaration layer, String written, String name) {
    boolean later =
        ofBlocks.layers().stream().anyMatch(other -> other.name().equals(name))
            || ofBlocks.blocks().stream().anyMatch(block -> block.name().equals(name));
    if (!name.equals(layer.name()) && later) {
      return ": move field '" + name + "' above '" + layer.name() + "'.";
    }
    List<String> earlier = new ArrayList<>();
    layers.values().stream().filter(other -> !other.kind().equals(REUSE)).forEach(other -> earlier.add(other.name()));
    ofBlocks.blocks().stream()
        .map(BlockDeclaration::name)
        .filter(block -> layers.keySet().stream().anyMatch(known -> known.startsWith(block + ".")))
        .forEach(earlier::add);
    return NameHints.of(
        written, NameHints.written(layer.scope(), earlier), "there", "write the layer's own annotation");
  }
}
