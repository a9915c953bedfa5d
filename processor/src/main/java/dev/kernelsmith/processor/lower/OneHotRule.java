package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.OneHot;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link OneHot}: any shape to that shape and the classes; a single number to the classes. */
final class OneHotRule implements LayerLowering {
  /** All whole numbers below this are floats, and no larger ones become one of them. */
  private static final int MOST_CLASSES = 1 << 24;

  @Override
  public Class<OneHot> annotation() {
    return OneHot.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    int classes = attributes.integer("classes");
    boolean inRange = classes >= 1 && classes <= MOST_CLASSES;
    if (!inRange) {
      diagnostics.report(
          Message.NUMBER_RANGE, attributes.at("classes"), "classes", "OneHot", layer, classes,
          "from 1 to " + MOST_CLASSES);
    }
    return inRange;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape input = inputs.getFirst();
    List<Integer> vectors = vectors(input.dims());
    if (vectors.size() == Shape.MOST_RANK) {
      diagnostics.report(Message.ONE_HOT_RANK, attributes.annotation(), layer, input);
      return null;
    }
    return new ShapeChecks("OneHot", layer, attributes, diagnostics)
        .output("classes", Statement.concat(vectors, List.of(attributes.integer("classes"))));
  }

  /** The extents along which vectors lie: none where there is one. */
  private static List<Integer> vectors(List<Integer> input) {
    return input.equals(List.of(1)) ? List.of() : input;
  }

  /** {@code y[t, k] = x[t] == k ? 1 : 0}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    List<Axis> vectors = axes.subList(0, axes.size() - 1);
    Expr number = Expr.read(x, vectors.isEmpty() ? List.of(Affine.ZERO) : Affine.ofAll(vectors));
    Expr place = new Expr.Index(Affine.of(axes.getLast()));
    out.add(
        Statement.assign(
            layer.name() + " forward", y, axes,
            Expr.select(Relation.EQUAL, number, place, constant(1), constant(0))));
    return y;
  }
}
