package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Dropout;
import dev.kernelsmith.annotations.DropoutUnit;
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

/** {@link Dropout}: any shape to that shape. */
public final class DropoutRule implements LayerLowering {
  @Override
  public Class<Dropout> annotation() {
    return Dropout.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Dropout", layer, attributes, diagnostics);
    return checks.inRange("rate", 0, Math.nextDown(1f), "at least 0 and below 1");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape shape = inputs.getFirst();
    DropoutUnit each = each(attributes);
    if (shape.rank() == 1 && (each == DropoutUnit.CHANNEL || each == DropoutUnit.POSITION)) {
      diagnostics.report(Message.DROPOUT_UNIT, attributes.at("each"), layer, each, shape);
      return null;
    }
    return shape;
  }

  private static DropoutUnit each(Attributes attributes) {
    return DropoutUnit.valueOf(attributes.text("each"));
  }

  /** {@code y[h, w, c] = random(unit) < 1 - rate ? x[h, w, c] / (1 - rate) : 0}; the input itself where nothing is left out. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    double kept = 1 - layer.attributes().floating("rate");
    if (out.mode() == Mode.PREDICTION || kept == 1) {
      return x;
    }
    Buffer y = out.value(layer.name(), x.shape());
    List<Axis> axes = Lowering.axes(x.shape());
    Expr random = new Expr.Random(out.stream(), Affine.ordinal(units(each(layer.attributes()), axes)));
    Expr value = Expr.at(x, axes).times(Expr.constant(1 / kept));
    out.add(
        Statement.assign(
            layer.name() + " forward", y, axes,
            Expr.select(Relation.LESS, random, Expr.constant(kept), value, Expr.constant(0))));
    return y;
  }

  /** The axes that tell one unit from another. */
  private static List<Axis> units(DropoutUnit each, List<Axis> axes) {
    return switch (each) {
      case ELEMENT -> axes;
      case CHANNEL -> List.of(axes.getLast());
      case POSITION -> axes.subList(0, axes.size() - 1);
      case SAMPLE -> List.of();
    };
  }
}
