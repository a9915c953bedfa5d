package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.read.Attributes;

/** Sizes of what a normalisation trains: a factor and a summand for each element of some last axes, where they are wanted. */
final class NormParameters {
  private NormParameters() {}

  /** Floats that they take where each channel has its own. */
  static long ofChannels(Attributes attributes, Shape input) {
    return floats(attributes, 1, input.channels());
  }

  /** Floats that they take where each element of the normalised axes has its own. */
  static long ofLast(Attributes attributes, Shape input) {
    int axis = Math.floorMod(attributes.integer("axis"), input.rank());
    return floats(attributes, elements(input, axis) / input.channels(), input.channels());
  }

  /** Elements that the axes from one on hold. */
  static int elements(Shape input, int axis) {
    return input.dims().subList(axis, input.rank()).stream().reduce(1, (a, b) -> a * b);
  }

  private static long floats(Attributes attributes, int rows, int columns) {
    boolean shift = attributes.values().containsKey("shift") && attributes.flag("shift");
    return Sizes.padded((long) rows * ((attributes.flag("scale") ? 1 : 0) + (shift ? 1 : 0)), columns);
  }
}
