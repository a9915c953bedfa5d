package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.BlockDeclaration;
import dev.kernelsmith.processor.read.BlockScope;
import dev.kernelsmith.processor.read.LayerDeclaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who reads whom. */
final class Wiring {
  /**
   * A name under which a layer reads another.
   *
   * @param name the other's name
   * @param written the name as written
   * @param scope where that is looked up
   * @param position where it is written; null where it is simply the field before
   * @param note what else may be wrong where there is no such layer; empty for nothing
   */
  private record Reference(String name, String written, BlockScope scope, @Nullable Position position, String note) {
    Reference(String name, String written, BlockScope scope, @Nullable Position position) {
      this(name, written, scope, position, "");
    }

    /** This with a sentence for who does not find it. */
    Reference noting(String sentence) {
      return new Reference(name, written, scope, position, sentence);
    }
  }

  private final String className;
  private final List<String> inputs;
  private final BlockNames blocks;
  private final Diagnostics diagnostics;
  private final Map<String, List<Reference>> references = new LinkedHashMap<>();
  private final Set<String> broken = new HashSet<>();

  /** Blocks of which it was said that they read what is not to be had. */
  private final Set<String> reported = new HashSet<>();

  /**
   * Finds the inputs of every layer, and reports those that are unknown, later or cyclic.
   *
   * @param className name of the annotated class
   * @param inputs names of the network's inputs
   * @param layers its layers in source order
   * @param blocks the blocks that some of them are in
   * @param reuses which of them are others once more: these read one layer, whatever the others name,
   *     unless a whole block is used again
   * @param rules rules by kind
   * @param diagnostics takes every fault found
   */
  Wiring(
      String className, List<String> inputs, List<LayerDeclaration> layers, BlockNames blocks, Reuses reuses,
      Map<String, LayerRule> rules, Diagnostics diagnostics) {
    this.blocks = blocks;
    this.className = className;
    this.inputs = List.copyOf(inputs);
    this.diagnostics = diagnostics;
    for (LayerDeclaration layer : layers) {
      boolean naming =
          layer.attributes() != null && (!reuses.isReuse(layer.name()) || reuses.isOfBlock(layer.name()));
      LayerRule rule = LayerRule.of(rules, layer.kind(), layer.attributes());
      if (naming && !rule.readsInput(layer.attributes())) {
        references.put(layer.name(), List.of());
        reportFrom(layer, Message.FROM_WITHOUT_INPUT);
        continue;
      }
      List<String> named = naming ? rule.namedInputs(layer.attributes()) : List.of();
      String before = layer.before() == null ? inputs.getFirst() : blocks.output(layer.before());
      references.put(layer.name(), references(layer, rule, named, before));
    }
    check(layers);
  }

  /** Names of the layers that a layer reads; null where one of them is not to be had. */
  @Nullable
  List<String> inputs(String layer) {
    return broken.contains(layer) ? null : references.get(layer).stream().map(Reference::name).toList();
  }

  /** Whether some layer reads this one. */
  boolean isRead(String layer) {
    return references.values().stream().flatMap(List::stream).anyMatch(reference -> reference.name().equals(layer));
  }

  private List<Reference> references(LayerDeclaration layer, LayerRule rule, List<String> named, String before) {
    Reference unnamed =
        layer.from() == null
            ? new Reference(before, before, BlockScope.NONE, null)
            : reference(layer.from().text("value"), layer, layer.from().at("value"));
    if (named.isEmpty()) {
      return List.of(unnamed);
    }
    if (!named.contains(LayerRule.BEFORE) && !named.contains(LayerRule.BEFORE_OR_NAMED)) {
      reportFrom(layer, Message.FROM_AND_NAMED_INPUTS);
    }
    List<Reference> all = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      String name = named.get(i);
      boolean isUnnamed =
          name.equals(LayerRule.BEFORE)
              || name.equals(LayerRule.BEFORE_OR_NAMED) && (layer.from() != null || !isEarlier(name, layer));
      all.add(isUnnamed ? unnamed
          : reference(name, layer, rule.inputAt(layer.attributes(), i)).noting(rule.unknownInput(name)));
    }
    return all;
  }

  /** Whether a layer can read something of this name. */
  private boolean isEarlier(String written, LayerDeclaration reader) {
    String name = blocks.name(written, reader.scope());
    return name != null && (inputs.contains(name) || references.containsKey(name));
  }

  /** Reports {@code @From} on a layer that must not have it. */
  private void reportFrom(LayerDeclaration layer, Message message) {
    if (layer.from() != null) {
      diagnostics.report(message, layer.from().annotation(), layer.name(), layer.kind());
    }
  }

  /** What a layer reads by some name. */
  private Reference reference(String written, LayerDeclaration reader, @Nullable Position position) {
    String name = blocks.name(written, reader.scope());
    return new Reference(name == null ? inputs.getFirst() : name, written, reader.scope(), position);
  }

  private void check(List<LayerDeclaration> layers) {
    Set<String> earlier = new HashSet<>(inputs);
    for (LayerDeclaration layer : layers) {
      for (Reference reference : references.get(layer.name())) {
        if (!earlier.contains(reference.name())) {
          broken.add(layer.name());
          report(layer.name(), reference);
        }
      }
      earlier.add(layer.name());
    }
  }

  private void report(String layer, Reference reference) {
    BlockDeclaration block = blocks.reading(layer, reference.name());
    if (block == null) {
      report(layer, layer, reference);
    } else if (reported.add(block.name())) {
      Attributes from = Objects.requireNonNull(block.from());
      report(
          block.name(), layer,
          new Reference(reference.name(), from.text("value"), block.scope(), from.at("value")));
    }
  }

  /**
   * Reports a reference that cannot be.
   *
   * @param reader the layer, or the block that it is the first of
   */
  private void report(String reader, String layer, Reference reference) {
    String name = reference.name();
    if (!references.containsKey(name)) {
      String block = reference.scope().block();
      Diagnostics about = reference.note().isEmpty() ? diagnostics : diagnostics.ending(reference.note());
      about.report(
          Message.UNKNOWN_INPUT, reference.position(), reader, reference.written(),
          block.isEmpty() ? className : block,
          NameHints.of(
              reference.written(), known(layer, reference.scope()), "before it there", "there is none before it"));
      return;
    }
    List<String> cycle = path(name, layer);
    if (cycle.isEmpty()) {
      diagnostics.report(Message.LATER_INPUT, reference.position(), reader, name, name, reader);
    } else {
      String text = "'" + layer + "' reads '" + String.join("' reads '", cycle) + "'";
      diagnostics.report(Message.CYCLIC_INPUT, reference.position(), reader, name, text);
    }
  }

  /** What a layer can name: inputs, and layers and blocks before it. */
  private List<String> known(String layer, BlockScope scope) {
    List<String> known = new ArrayList<>(scope.isBlock() ? List.of(LayerGraph.INPUT) : inputs);
    known.addAll(
        NameHints.written(
            scope, blocks.with(references.keySet().stream().takeWhile(other -> !other.equals(layer)).toList())));
    return known;
  }

  /** The shortest way from one layer to another along what each reads, both included; empty where there is none. */
  private List<String> path(String from, String to) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(from));
    cameFrom.put(from, from);
    while (!queue.isEmpty() && !cameFrom.containsKey(to)) {
      String layer = queue.remove();
      for (Reference next : references.getOrDefault(layer, List.of())) {
        if (cameFrom.putIfAbsent(next.name(), layer) == null) {
          queue.add(next.name());
        }
      }
    }
    Deque<String> path = new ArrayDeque<>();
    for (String at = cameFrom.containsKey(to) ? to : null; at != null; at = at.equals(from) ? null : cameFrom.get(at)) {
      path.addFirst(at);
    }
    return List.copyOf(path);
  }
}
