package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.annotations.PRelu;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/** {@link PRelu}: any shape to that shape. */
public final class PReluRule implements LayerLowering {
  @Override
  public Class<PRelu> annotation() {
    return PRelu.class;
  }

  @Override
  public Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    return inputs.getFirst();
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    return Sizes.padded(1, inputs.getFirst().channels());
  }

  @Override
  public String parameterInput(Shape input) {
    return input.channelsText();
  }

  /** {@code y[h, w, c] = x[h, w, c] < 0 ? x[h, w, c] * slope[c] : x[h, w, c]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer slope = out.perChannel(layer, "slope", Initializer.QUARTER);
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    Expr x = Expr.at(inputs.getFirst(), axes);
    Expr scaled = x.times(Expr.at(slope, List.of(axes.getLast())));
    out.add(
        Statement
            .assign(layer.name() + " forward", y, axes, Expr.select(Relation.LESS, x, constant(0), scaled, x)));
    return y;
  }
}
