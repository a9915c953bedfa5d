package dev.kernelsmith.processor.emit.network;

import dev.kernelsmith.processor.graph.Shape;
import java.util.Locale;

/** What is in an array that a user gives or gets, for the comments of generated methods. */
final class ArrayText {
  private ArrayText() {}

  /** {@code 2,352 floats, in the order of 28 x 28 x 3, the last extent innermost}; of one extent, {@code 10 floats}. */
  static String of(Shape shape, boolean ints) {
    String number = String.format(Locale.ROOT, "%,d", shape.elements());
    String noun = (ints ? "int" : "float") + (shape.elements() == 1 ? "" : "s");
    String extents = shape.toString().replace("x", " x ");
    return number + " " + noun
        + (shape.dims().size() > 1 ? ", in the order of " + extents + ", the last extent innermost" : "");
  }
}
