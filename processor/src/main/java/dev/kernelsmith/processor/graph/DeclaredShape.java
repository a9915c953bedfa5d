package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shapes that are values of annotations. */
public final class DeclaredShape {
  private DeclaredShape() {}

  /**
   * The shape that a value of an annotation says.
   *
   * @param values the annotation's values
   * @param name the value's name
   * @param what that has the shape, for messages
   * @param diagnostics takes every fault found
   * @return null where it is at fault
   */
  public static @Nullable Shape of(Attributes values, String name, String what, Diagnostics diagnostics) {
    List<Integer> dims = values.integers(name);
    if (dims.isEmpty() || dims.size() > Shape.MOST_RANK) {
      diagnostics.report(Message.INPUT_RANK, values.at(name), what, dims.size());
      return null;
    }
    boolean positive = true;
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i) < 1) {
        String extent = Shape.extentNames(dims.size()).get(i);
        diagnostics.report(Message.INPUT_NOT_POSITIVE, values.at(name, i), what, extent, dims.get(i));
        positive = false;
      }
    }
    long elements = Sizes.product(dims);
    if (positive && elements > Sizes.MAX_ELEMENTS) {
      diagnostics.report(
          Message.TOO_MANY_ELEMENTS, values.at(name), what, Sizes.text(dims), Sizes.text(elements),
          Sizes.MAX_ELEMENTS, "'" + name + "'");
      return null;
    }
    return positive ? new Shape(dims) : null;
  }
}
