package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.ir.Buffer;
import java.util.List;

/**
 * A trained parameter.
 *
 * @param name {@code layer.weights} or {@code layer.bias}
 * @param buffer its buffer; the shape may have more dimensions than the canonical one, in the same order of elements
 * @param shape canonical extents, as handles and files see them
 * @param initializer how it starts, never AUTO
 * @param fanIn inputs of one output unit
 * @param fanOut outputs that one input reaches
 */
public record Parameter(
    String name, Buffer buffer, List<Integer> shape, Initializer initializer, int fanIn, int fanOut) {
  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }
}
