package dev.kernelsmith.runtime;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds for each parameter of a network the tensor that it is to be taken from, and says what it did not find, and why. */
final class WeightTransfer {
  private final NetworkSpec spec;
  private final String source;
  boolean partial;
  boolean keepsFrozen;
  private UnaryOperator<@Nullable String> names = name -> name;
  private @Nullable Set<String> chosen;
  private final Map<String, Tensor> found = new LinkedHashMap<>();

  /**
   * A transfer into a network.
   *
   * @param source where parameters come from, in words
   */
  WeightTransfer(NetworkSpec spec, String source, LoadOption... options) {
    this.spec = spec;
    this.source = source;
    for (LoadOption option : requireNonNull(options, "options")) {
      requireNonNull(option, "an option is null").apply(this);
    }
  }

  void rename(UnaryOperator<@Nullable String> more) {
    UnaryOperator<@Nullable String> before = names;
    names = name -> {
      String renamed = before.apply(name);
      return renamed == null ? null : more.apply(renamed);
    };
  }

  void choose(List<String> layers) {
    Set<String> parameters = chosen == null ? new HashSet<>() : chosen;
    for (String name : layers) {
      if (LayerNames.find(spec, name) < 0) {
        throw LayerNames.unknown(spec, name);
      }
      for (LayerSpec layer : spec.layers()) {
        if (layer.name().equals(name) || LayerNames.isIn(layer.name(), name)) {
          parameters.addAll(layer.parameters());
        }
      }
    }
    chosen = parameters;
  }

  /**
   * Compares all.
   *
   * @throws WeightsMismatchException if something does not fit, and that was not allowed
   */
  LoadReport match(Map<String, Tensor> tensors) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    Map<String, String> originals = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      String here = names.apply(name);
      String other = here == null ? null : originals.put(here, name);
      if (other != null) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%s: %s and %s are both called %s by what renames them", source, other, name,
                here));
      }
      if (here != null) {
        renamed.put(here, tensor);
      }
    });
    Map<String, String> taken = new LinkedHashMap<>();
    Map<String, String> kept = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (ParameterSpec parameter : spec.parameters()) {
      String name = parameter.name();
      String why = fault(parameter, renamed);
      if (chosen != null && !chosen.contains(name)) {
        kept.put(name, "not of a chosen layer");
      } else if (keepsFrozen && parameter.group() == ParameterGroup.FROZEN) {
        kept.put(name, "frozen");
      } else if (why != null) {
        kept.put(name, why.substring(name.length() + 1));
        faults.add(why);
      } else {
        found.put(name, requireNonNull(renamed.get(name)));
        taken.put(name, requireNonNull(originals.get(name)));
      }
    }
    List<String> unused = new ArrayList<>(tensors.keySet());
    unused.removeAll(taken.values());
    if (chosen == null) {
      originals.forEach((here, name) -> {
        if (!kept.containsKey(here) && !taken.containsKey(here)) {
          faults.add(
              String.format(Locale.ROOT, "%s %s is not a parameter of the network", name,
                  requireNonNull(renamed.get(here)).shape()));
        }
      });
    }
    if (partial ? taken.isEmpty() : !faults.isEmpty()) {
      throw new WeightsMismatchException(source, "network " + spec.name(), faults,
          partial
              ? "Nothing of it fits: name its tensors as this network's parameters with LoadOption.rename or prefix."
              : "Take what fits with LoadOption.PARTIAL, name layers with LoadOption.layers, or call tensors by other names with LoadOption.rename or prefix.");
    }
    return new LoadReport(Collections.unmodifiableMap(taken), Collections.unmodifiableMap(kept), List.copyOf(unused));
  }

  /** Why a parameter cannot be taken; null where it can. */
  private static @Nullable String fault(ParameterSpec parameter, Map<String, Tensor> tensors) {
    List<String> differences = ParameterTensors.differences(List.of(parameter), tensors, "");
    if (!differences.isEmpty()) {
      return differences.getFirst();
    }
    float[] values = requireNonNull(tensors.get(parameter.name())).floats();
    int at = NotFinite.first(values, 0, values.length);
    return at < 0 ? null : String.format(Locale.ROOT, "%s has %s at %d", parameter.name(), values[at], at);
  }

  /** Writes what was found into a flat array. */
  void write(float[] flat) {
    for (ParameterSpec parameter : spec.parameters()) {
      Tensor tensor = found.get(parameter.name());
      if (tensor != null) {
        parameter.write(tensor.floats(), flat);
      }
    }
  }
}
