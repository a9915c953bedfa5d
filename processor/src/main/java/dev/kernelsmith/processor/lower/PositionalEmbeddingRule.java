package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.annotations.PositionalEmbedding;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link PositionalEmbedding}: steps and channels to the same. */
final class PositionalEmbeddingRule implements LayerLowering {
  @Override
  public Class<PositionalEmbedding> annotation() {
    return PositionalEmbedding.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("PositionalEmbedding", layer, attributes, diagnostics);
    Shape input = inputs.getFirst();
    boolean fits =
        checks.slidOver(input, 2)
            && checks.parameters("initializer", parameterFloats(attributes, inputs), input);
    return fits ? input : null;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    Shape input = inputs.getFirst();
    return Sizes.padded(input.elements() / input.channels(), input.channels());
  }

  /** {@code y[t, c] = x[t, c] + weights[t, c]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    List<Integer> shape = layer.shape().dims();
    Initializer start = layer.attributes().constant("initializer", Initializer.class);
    Buffer weights =
        out.parameter(
            layer, "weights", shape, shape, start == Initializer.AUTO ? Initializer.NORMAL : start, shape.getFirst(),
            shape.getLast());
    Buffer y = out.value(layer.name(), shape);
    List<Axis> axes = Lowering.axes(shape);
    out.add(
        Statement.assign(
            layer.name() + " forward", y, axes, Expr.at(inputs.getFirst(), axes).plus(Expr.at(weights, axes))));
    return y;
  }
}
