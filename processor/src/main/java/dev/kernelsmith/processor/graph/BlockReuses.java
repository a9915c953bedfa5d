package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.Reuse;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.BlockDeclaration;
import dev.kernelsmith.processor.read.BlockScope;
import dev.kernelsmith.processor.read.LayerDeclaration;
import dev.kernelsmith.processor.read.ParameterMarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the layers of a block once more in the place of each {@link Reuse} that names the block, wired as they are there. All their positions are at
 * the use. What it makes is a block of its own, which may be used again as well.
 */
final class BlockReuses {
  private final Diagnostics diagnostics;
  private final List<LayerDeclaration> layers = new ArrayList<>();
  private final List<BlockDeclaration> blocks;
  private final Map<String, String> originals = new HashMap<>();
  private final Map<LayerDeclaration, String> uses = new LinkedHashMap<>();

  /**
   * Looks through the layers of a class.
   *
   * @param declared its layers in source order
   * @param blocks the blocks that some of them are in
   * @param diagnostics takes every fault found
   */
  BlockReuses(List<LayerDeclaration> declared, List<BlockDeclaration> blocks, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.blocks = new ArrayList<>(blocks);
    for (LayerDeclaration layer : declared) {
      String block = block(layer);
      if (block == null) {
        layers.add(layer);
      } else {
        uses.put(layer, block);
        new Copy(block, layer).add();
      }
    }
  }

  /** All layers in source order. */
  List<LayerDeclaration> layers() {
    return layers;
  }

  /** All blocks, those inside others first. */
  List<BlockDeclaration> blocks() {
    return blocks;
  }

  /** The layer of a block that a layer is once more; null where its block is no other once more. */
  @Nullable
  String original(String layer) {
    return originals.get(layer);
  }

  /** The fields that use blocks again, and the names of these. */
  Map<LayerDeclaration, String> uses() {
    return uses;
  }

  /** The block with earlier layers that a field uses again; null for none. */
  private @Nullable String block(LayerDeclaration field) {
    if (!field.kind().equals(Reuse.class.getSimpleName()) || field.attributes() == null) {
      return null;
    }
    String name = field.scope().full(field.attributes().text("value"));
    boolean known = blocks.stream().anyMatch(block -> block.name().equals(name));
    return known && layers.stream().anyMatch(layer -> layer.name().startsWith(name + ".")) ? name : null;
  }

  /** A block once more, where a field is. */
  private final class Copy {
    private final String inside;
    private final LayerDeclaration field;
    private final @Nullable Position at;

    /** What it reads; null for the network's first input. */
    private final @Nullable String input;

    private final String block;

    Copy(String block, LayerDeclaration field) {
      this.block = block;
      this.field = field;
      inside = block + ".";
      at = field.attributes().annotation();
      BlockScope scope = field.scope();
      if (field.from() == null) {
        input = field.before();
      } else {
        String from = field.from().text("value");
        input = scope.isBlock() && from.equals(LayerGraph.INPUT) ? scope.input() : scope.full(from);
      }
    }

    void add() {
      Reuses.checkMarks(field, block, diagnostics);
      List<LayerDeclaration> inner = layers.stream().filter(layer -> layer.name().startsWith(inside)).toList();
      for (LayerDeclaration layer : inner) {
        boolean end = layer == inner.getLast();
        originals.put(renamed(layer.name()), layer.name());
        layers.add(
            new LayerDeclaration(
                renamed(layer.name()), layer.kind(), placed(layer.attributes()), placed(layer.from()),
                end ? field.loss() : null, end ? field.output() : null, marks(layer), read(layer.before()),
                scope(layer.scope()), field.position()));
      }
      for (BlockDeclaration other : List.copyOf(blocks)) {
        if (other.name().startsWith(inside)) {
          blocks.add(
              new BlockDeclaration(
                  renamed(other.name()), renamed(other.output()), placed(other.from()), scope(other.scope())));
        } else if (other.name().equals(block)) {
          blocks.add(
              new BlockDeclaration(field.name(), renamed(other.output()), field.from(), field.scope()));
        }
      }
    }

    /** Parameters are those of the block; what a training keeps is a matter of each use. */
    private ParameterMarks marks(LayerDeclaration layer) {
      String own = field.marks().recomputed();
      String inner = layer.marks().recomputed();
      return ParameterMarks.ofUse(own.isEmpty() && inner.startsWith(inside) ? renamed(inner) : own);
    }

    private String renamed(String name) {
      return name.equals(block) ? field.name() : field.name() + "." + name.substring(inside.length());
    }

    private @Nullable String read(@Nullable String name) {
      return name != null && name.startsWith(inside) ? renamed(name) : input;
    }

    private BlockScope scope(BlockScope scope) {
      return new BlockScope(renamed(scope.prefix()), read(scope.input()), scope.block());
    }

    private @Nullable Attributes placed(@Nullable Attributes attributes) {
      return attributes == null ? null : attributes.placed(at);
    }
  }
}
