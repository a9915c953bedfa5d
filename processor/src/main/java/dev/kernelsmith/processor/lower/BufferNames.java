package dev.kernelsmith.processor.lower;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The names that layers have in generated code. A layer keeps its own name unless a buffer made for another layer or for the loss
 * could get the same one; then underscores are put behind it, or before it where it starts like another's, until it is told apart.
 */
final class BufferNames {
  /** Buffers that every network may have. */
  private static final List<String> OWN =
      List.of("input", "sample", "target", "seed", "loss", "classLogit", "probabilities", "logitsOut",
          "probabilitiesOut");

  /** What is appended to a layer's name to name its buffers. */
  private static final List<String> SUFFIXES =
      List.of("Sum", "Weights", "Bias", "Pooled", "Winner", "Logits", "Max", "Exp", "Total", "Gradient", "Rows", "At");

  /** Names of parameters and locals of generated methods. */
  private static final List<String> LOCALS =
      List.of(
          "floats", "parameters", "gradients", "gradientOffset", "accumulate", "logits", "classes", "targets", "seeds",
          "losses", "from", "to", "best", "winner", "candidate", "better", "sum", "z", "exp", "tanh", "sigmoid",
          "block",
          "phase", "factor", "lanes", "ints", "run", "prime", "part", "prepare", "phases");

  private final Map<String, String> names = new LinkedHashMap<>();

  BufferNames(List<String> layers) {
    for (String layer : layers) {
      String name = layer;
      while (taken(name)) {
        name = startsLikeAnother(name) ? "_" + name : name + "_";
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

  private boolean taken(String name) {
    String key = constant(name);
    boolean clashes = others().anyMatch(other -> key.equals(other) || derived(other, key));
    return clashes || startsLikeAnother(name) || LOCALS.contains(name) || name.length() == 1;
  }

  /** Whether the name is one that another layer's buffers may get; nothing put behind it would change that. */
  private boolean startsLikeAnother(String name) {
    String key = constant(name);
    return others().anyMatch(other -> derived(key, other));
  }

  private Stream<String> others() {
    return Stream.concat(OWN.stream(), names.values().stream()).map(BufferNames::constant);
  }

  /** The name as constants have it, in which {@code meanMax} and {@code MeanMax} are the same. */
  private static String constant(String name) {
    StringBuilder constant = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i > 0 && Character.isUpperCase(c)) {
        constant.append('_');
      }
      constant.append(Character.toUpperCase(c));
    }
    return constant.toString();
  }

  /** Whether one constant starts like one made of the other by a suffix. */
  private static boolean derived(String constant, String from) {
    return constant.startsWith(from)
        && SUFFIXES.stream()
            .anyMatch(suffix -> constant.startsWith("_" + suffix.toUpperCase(Locale.ROOT), from.length()));
  }
}
