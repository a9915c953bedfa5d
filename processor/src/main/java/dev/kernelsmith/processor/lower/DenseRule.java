package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Dense}: takes any shape, flattened, and yields {@code units} numbers. */
public final class DenseRule implements LayerLowering {
  @Override
  public Class<Dense> annotation() {
    return Dense.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Dense", layer, attributes, diagnostics);
    return checks.positive("units");
  }

  @Override
  public @Nullable Shape fixedShape(Attributes attributes) {
    int units = attributes.integer("units");
    return units <= Sizes.MAX_ELEMENTS ? Shape.of(units) : null;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Dense", layer, attributes, diagnostics);
    Shape output = checks.output("units", List.of(attributes.integer("units")));
    boolean fits =
        output != null && checks.parameters("units", parameterFloats(attributes, inputs), inputs.getFirst());
    return fits ? output : null;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    long rows = inputs.getFirst().elements() + (attributes.flag("bias") ? 1L : 0L);
    return Sizes.padded(rows, attributes.integer("units"));
  }

  /** {@code z[u] += x[i] * w[i, u]} over all axes i of the input; flattening is the order in which they are summed. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    int fanIn = x.elements();
    Axis unit = new Axis("u", layer.attributes().integer("units"));
    List<Axis> in = x.shape().size() == 1 ? List.of(new Axis("k", fanIn)) : Lowering.axes(x.shape());
    List<Integer> shape = new ArrayList<>(x.shape());
    shape.add(unit.extent());
    Buffer weights =
        out.parameter(
            layer,
            "weights",
            shape,
            List.of(fanIn, unit.extent()),
            WeightedSum.initializer(layer),
            fanIn,
            unit.extent());
    List<Axis> all = Statement.concat(in, List.of(unit));
    return WeightedSum.finish(
        layer,
        out,
        sum -> Statement.sum(
            layer.name() + " forward", sum, List.of(unit), in, Expr.at(x, in).times(Expr.at(weights, all))));
  }
}
