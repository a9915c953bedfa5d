package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.read.BlockDeclaration;
import dev.kernelsmith.processor.read.BlockScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names mean in and around blocks: the name of a block is that of the layer whose value it gives. */
final class BlockNames {
  private final Map<String, String> outputs = new HashMap<>();

  private final List<BlockDeclaration> blocks;

  BlockNames(List<BlockDeclaration> blocks) {
    this.blocks = blocks;
    blocks.forEach(block -> outputs.put(block.name(), block.output()));
  }

  /** The layer whose value is read by a full name. */
  String output(String name) {
    String layer = name;
    while (outputs.containsKey(layer)) {
      layer = outputs.get(layer);
    }
    return layer;
  }

  /** The block that a layer is in and whose {@code @From} names what the layer reads; null where there is none. */
  @Nullable
  BlockDeclaration reading(String layer, String name) {
    return blocks.stream()
        .filter(block -> layer.startsWith(block.name() + ".") && block.from() != null)
        .filter(block -> name.equals(name(block.from().text("value"), block.scope())))
        .findFirst()
        .orElse(null);
  }

  /** Names of layers, and behind each those of the blocks that end with it. */
  List<String> with(List<String> layers) {
    List<String> names = new ArrayList<>();
    for (String layer : layers) {
      names.add(layer);
      blocks.stream().map(BlockDeclaration::name).filter(name -> output(name).equals(layer)).forEach(names::add);
    }
    return names;
  }

  /** Whether it is the name of a block. */
  boolean isBlock(String name) {
    return outputs.containsKey(name);
  }

  /** The layer that is meant by a name; null for the network's first input. */
  @Nullable
  String name(String written, BlockScope scope) {
    boolean input = scope.isBlock() && written.equals(LayerGraph.INPUT);
    String full = input ? scope.input() : scope.full(written);
    return full == null ? null : output(full);
  }
}
