package dev.kernelsmith.processor.emit;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.schedule.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where parameters lie in the flat parameter array: one after another, each row of the last axis padded.
 *
 * @param offsets start of each parameter
 * @param floats length of the array
 */
public record ParameterLayout(Map<Buffer, Integer> offsets, int floats) {
  /** Keeps the order. */
  public ParameterLayout {
    offsets = Collections.unmodifiableMap(new LinkedHashMap<>(offsets));
  }

  /** The layout of parameters in their order. */
  public static ParameterLayout of(List<Parameter> parameters) {
    Map<Buffer, Integer> offsets = new LinkedHashMap<>();
    int next = 0;
    for (Parameter parameter : parameters) {
      offsets.put(parameter.buffer(), next);
      List<Integer> shape = parameter.buffer().shape();
      int rows = parameter.buffer().elements() / shape.getLast();
      next = Math.addExact(next, Math.multiplyExact(rows, Target.padded(shape.getLast())));
    }
    return new ParameterLayout(offsets, Target.padded(next));
  }
}
