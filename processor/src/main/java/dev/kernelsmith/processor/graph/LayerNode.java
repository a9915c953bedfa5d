package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.ParameterMarks;
import java.util.List;

/**
 * A layer with everything known about it.
 *
 * @param name the field's name
 * @param kind simple name of its annotation
 * @param attributes the annotation's values
 * @param inputs names of the layers it reads; {@link LayerGraph#INPUT} is the network's input
 * @param inputShapes shapes of these
 * @param shape shape of its output
 * @param marks what is said of its parameters
 * @param owner name of the layer whose parameters it has: its own, unless it is that layer once more
 */
public record LayerNode(
    String name, String kind, Attributes attributes, List<String> inputs, List<Shape> inputShapes, Shape shape,
    ParameterMarks marks, String owner) {
  /** A layer with parameters of its own, which are trained. */
  public LayerNode(
      String name, String kind, Attributes attributes, List<String> inputs, List<Shape> inputShapes, Shape shape) {
    this(name, kind, attributes, inputs, inputShapes, shape, ParameterMarks.NONE, name);
  }

  /** Whether a training leaves its parameters as they are. */
  public boolean frozen() {
    return marks.frozen() != null;
  }

  /** Whether it is another layer once more. */
  public boolean isReuse() {
    return !owner.equals(name);
  }
}
