package dev.kernelsmith.runtime.spi;

import java.util.List;

/**
 * One layer, as people want to see it.
 *
 * @param name the field's name
 * @param kind the annotation's simple name
 * @param inputs names of the layers it reads; {@code input} is the network's input
 * @param shape shape of its output, channels last
 * @param parameters names of its parameters ({@link ParameterSpec#name})
 * @param flops floating-point operations of the forward pass for one sample
 */
public record LayerSpec(
    String name, String kind, List<String> inputs, List<Integer> shape, List<String> parameters, long flops) {
  /** Copies the lists. */
  public LayerSpec {
    inputs = List.copyOf(inputs);
    shape = List.copyOf(shape);
    parameters = List.copyOf(parameters);
  }
}
