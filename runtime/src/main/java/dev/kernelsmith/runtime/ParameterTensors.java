package dev.kernelsmith.runtime;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.io.DType;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Flat parameter arrays as named tensors: canonical shapes, without padding. A prefix tells several such arrays apart in one file
 * (parameters have the empty one).
 */
public final class ParameterTensors {
  private ParameterTensors() {}

  /** Adds a tensor for each of some parameters, named prefix and parameter name. */
  public static void put(List<ParameterSpec> parameters, float[] flat, String prefix, Map<String, Tensor> into) {
    for (ParameterSpec parameter : parameters) {
      into.put(prefix + parameter.name(), Tensor.of(parameter.shape(), parameter.read(flat)));
    }
  }

  /**
   * What hinders {@link #read}: tensors that are missing, or have another shape or type. Empty where all fit.
   *
   * @return one phrase for each
   */
  public static List<String> differences(
      List<ParameterSpec> parameters, Map<String, Tensor> tensors, String prefix) {
    List<String> differences = new ArrayList<>();
    for (ParameterSpec parameter : parameters) {
      String name = prefix + parameter.name();
      Tensor tensor = tensors.get(name);
      if (tensor == null) {
        differences.add(String.format(Locale.ROOT, "%s %s is missing", name, parameter.shape()));
      } else if (!tensor.shape().equals(parameter.shape())) {
        boolean transposed = tensor.shape().size() == 2 && tensor.shape().reversed().equals(parameter.shape());
        differences.add(name + " has shape " + tensor.shape() + ", but must have " + parameter.shape()
            + (transposed ? " (transpose it)" : ""));
      } else if (tensor.dtype() != DType.F32) {
        differences.add(name + " has type " + tensor.dtype() + ", but must have F32");
      }
    }
    return differences;
  }

  /**
   * Tensors that belong to none of the given arrays.
   *
   * @param prefixes the prefixes of the arrays
   * @return one phrase for each
   */
  public static List<String> strangers(NetworkSpec spec, Map<String, Tensor> tensors, List<String> prefixes) {
    Set<String> known = new HashSet<>();
    for (ParameterSpec parameter : spec.parameters()) {
      prefixes.forEach(prefix -> known.add(prefix + parameter.name()));
    }
    return tensors.entrySet()
        .stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .map(entry -> String.format(Locale.ROOT, "%s %s is not a parameter of the network", entry.getKey(),
            entry.getValue().shape()))
        .toList();
  }

  /**
   * The flat array of the tensors with a prefix; padding is 0. Call it when {@link #differences} is empty.
   *
   * @param parameters those whose tensors are read
   * @param floats length of the array
   * @throws IllegalArgumentException if a tensor is missing or does not fit
   */
  public static float[] read(
      List<ParameterSpec> parameters, int floats, Map<String, Tensor> tensors, String prefix) {
    List<String> differences = differences(parameters, tensors, prefix);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", differences));
    }
    float[] flat = new float[floats];
    for (ParameterSpec parameter : parameters) {
      parameter.write(requireNonNull(tensors.get(prefix + parameter.name())).floats(), flat);
    }
    return flat;
  }
}
