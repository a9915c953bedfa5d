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
    return sound(new ShapeChecks("OneHot", layer, attributes, diagnostics), "classes");
  }

  /** Whether there can be as many numbers. */
  static boolean sound(ShapeChecks checks, String name) {
    int numbers = checks.attributes().integer(name);
    boolean inRange = numbers >= 1 && numbers <= MOST_CLASSES;
    if (!inRange) {
      checks.diagnostics().report(
          Message.NUMBER_RANGE, checks.attributes().at(name), name, checks.kind(), checks.layer(), numbers,
          "from 1 to " + MOST_CLASSES);
    }
    return inRange;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    return shape(new ShapeChecks("OneHot", layer, attributes, diagnostics), "classes", inputs.getFirst());
  }

  /** A shape with a vector for each number of an input. */
  static @Nullable Shape shape(ShapeChecks checks, String length, Shape input) {
    List<Integer> vectors = vectors(input.dims());
    if (vectors.size() == Shape.MOST_RANK) {
      checks.diagnostics().report(
          Message.ONE_HOT_RANK, checks.attributes().annotation(), checks.kind(), checks.layer(), length, input);
      return null;
    }
    return checks.output(length, Statement.concat(vectors, List.of(checks.attributes().integer(length))));
  }

  /** The extents along which vectors lie: none where there is one. */
  private static List<Integer> vectors(List<Integer> input) {
    return input.equals(List.of(1)) ? List.of() : input;
  }

  /** The number that a vector stands for. */
  static Expr number(Buffer x, List<Axis> vectors) {
    return Expr.read(x, vectors.isEmpty() ? List.of(Affine.ZERO) : Affine.ofAll(vectors));
  }

  /** {@code y[t, k] = x[t] == k ? 1 : 0}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    List<Axis> vectors = axes.subList(0, axes.size() - 1);
    Expr number = number(x, vectors);
    Expr place = new Expr.Index(Affine.of(axes.getLast()));
    out.add(
        Statement.assign(
            layer.name() + " forward", y, axes,
            Expr.select(Relation.EQUAL, number, place, constant(1), constant(0))));
    return y;
  }
}
