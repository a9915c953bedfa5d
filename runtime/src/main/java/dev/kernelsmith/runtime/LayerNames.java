package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.spi.KnownNames;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Finds the layers of a network by their names. */
final class LayerNames {
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
      if (isIn(layers.get(i).name(), name)) {
        last = i;
      }
    }
    return last;
  }

  static boolean isIn(String layer, String block) {
    return layer.length() > block.length() && layer.charAt(block.length()) == '.' && layer.startsWith(block);
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
    Set<String> names = new LinkedHashSet<>();
    spec.inputs().forEach(input -> names.add(input.name()));
    for (LayerSpec layer : spec.layers()) {
      for (int dot = layer.name().indexOf('.'); dot >= 0; dot = layer.name().indexOf('.', dot + 1)) {
        names.add(layer.name().substring(0, dot));
      }
      names.add(layer.name());
    }
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "network %s has no layer '%s'%s", spec.name(), name, KnownNames.text(name, names)));
  }
}
