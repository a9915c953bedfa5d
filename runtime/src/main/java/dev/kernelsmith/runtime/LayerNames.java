package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
    Objects.requireNonNull(name, "the name of a layer is null");
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

  /**
   * A layer, or an input as one that has no parameters.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static LayerSpec layerOrInput(NetworkSpec spec, String name) {
    int number = find(spec, name);
    if (number >= 0) {
      return spec.layers().get(number);
    }
    return spec.inputs()
        .stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .map(input -> new LayerSpec(name, "Input", List.of(), input.shape(), List.of(), 0))
        .orElseThrow(() -> unknown(spec, name));
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

  /** Letters to insert, remove, replace or swap with their neighbour, whatever their case. */
  private static int distance(String one, String two) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = two.toLowerCase(Locale.ROOT);
    int[][] costs = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          costs[i][j] = i + j;
          continue;
        }
        int replaced = costs[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        costs[i][j] = Math.min(replaced, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
        }
      }
    }
    return costs[a.length()][b.length()];
  }
}
