package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the layers of a network by their names, and what a misspelt name may have meant. */
final class LayerNames {
  /** Names that a message lists. */
  private static final int SHOWN = 12;

  private LayerNames() {}

  /**
   * The number of a layer. The name of a block is that of its last layer, whose value it gives.
   *
   * @return its place in {@link NetworkSpec#layers}; -1 for none
   */
  static int find(NetworkSpec spec, String name) {
    List<LayerSpec> layers = spec.layers();
    int last = -1;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).name().equals(name)) {
        return i;
      }
      if (layers.get(i).name().startsWith(name + ".")) {
        last = i;
      }
    }
    return last;
  }

  /** What to say where a network has no layer or input of some name. */
  static IllegalArgumentException unknown(NetworkSpec spec, String name) {
    List<String> names =
        Stream.concat(
            spec.inputs().stream().map(TensorSpec::name), spec.layers().stream().map(LayerSpec::name)).toList();
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "network %s has no layer '%s'%s", spec.name(), name, known(name, names)));
  }

  /** The nearest of some names if it is near, and some of them all. */
  static String known(String name, Collection<String> names) {
    String nearest =
        names.stream()
            .filter(other -> isNear(name, other))
            .min(Comparator.comparingInt(other -> distance(name, other)))
            .map(other -> ": did you mean '" + other + "'? It has ")
            .orElse("; it has ");
    return nearest + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? String.format(Locale.ROOT, " and %d more", names.size() - SHOWN) : "");
  }

  /** Whether at most a third of the letters differ. */
  private static boolean isNear(String name, String other) {
    int longest = Math.max(name.length(), other.length());
    int distance = distance(name, other);
    return distance < longest && distance <= Math.max(1, longest / 3);
  }

  /** Letters to insert, remove or replace, whatever their case. */
  private static int distance(String one, String two) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = two.toLowerCase(Locale.ROOT);
    int[] costs = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, 1 + Math.min(costs[j], costs[j - 1]));
      }
    }
    return costs[b.length()];
  }
}
