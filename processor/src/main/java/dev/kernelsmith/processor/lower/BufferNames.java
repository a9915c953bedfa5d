package dev.kernelsmith.processor.lower;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that layers have in statements. A layer keeps its own name unless a buffer that every network may have is called so; then
 * underscores follow it. What is made for a layer has a name with a dot in it, which cannot be a layer's.
 */
final class BufferNames {
  /** Buffers that every network may have. */
  private static final Set<String> OWN =
      Set.of("input", "sample", "target", "lossGradient", "loss", "probabilities");

  private final Map<String, String> names = new LinkedHashMap<>();

  BufferNames(List<String> layers) {
    Set<String> taken = new HashSet<>(OWN);
    taken.addAll(layers);
    for (String layer : layers) {
      String name = layer;
      while (OWN.contains(layer) && !taken.add(name)) {
        name += "_";
      }
      names.put(layer, name);
    }
  }

  /** The name of a layer's output buffer. */
  String of(String layer) {
    return names.get(layer);
  }

  /** The layer of such a name. */
  String layer(String name) {
    return names.entrySet().stream()
        .filter(e -> e.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
