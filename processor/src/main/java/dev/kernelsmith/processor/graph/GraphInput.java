package dev.kernelsmith.processor.graph;

/**
 * An input of a network.
 *
 * @param name the name by which layers read it
 * @param shape shape of a sample
 * @param ints whether its elements are ints; layers read them as floats of the same value
 * @param field whether it is a field of the annotated class
 */
public record GraphInput(String name, Shape shape, boolean ints, boolean field) {
  /** An input that is no field. */
  public GraphInput(String name, Shape shape, boolean ints) {
    this(name, shape, ints, false);
  }
}
