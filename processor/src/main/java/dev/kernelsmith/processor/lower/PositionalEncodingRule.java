package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.PositionalEncoding;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link PositionalEncoding}: steps and channels to the same. */
final class PositionalEncodingRule implements LayerLowering {
  @Override
  public Class<PositionalEncoding> annotation() {
    return PositionalEncoding.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("PositionalEncoding", layer, attributes, diagnostics);
    return checks.slidOver(inputs.getFirst(), 2) ? inputs.getFirst() : null;
  }

  /** {@code y[t, c] = x[t, c] + waves[t, c]}; the waves follow from nothing, and are computed once. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    List<Integer> shape = layer.shape().dims();
    Buffer waves = Buffer.ofParameters(Buffer.nameOf(layer.name(), "Waves"), shape);
    int channels = shape.getLast();
    waves(layer.name() + " sines", waves, UnaryOp.SIN, 0, Math.ceilDiv(channels, 2), out);
    if (channels > 1) {
      waves(layer.name() + " cosines", waves, UnaryOp.COS, 1, channels / 2, out);
    }
    Buffer y = out.value(layer.name(), shape);
    List<Axis> axes = Lowering.axes(shape);
    out.add(
        Statement.assign(
            layer.name() + " forward", y, axes, Expr.at(inputs.getFirst(), axes).plus(Expr.at(waves, axes))));
    return y;
  }

  /** Sets every other channel. */
  private static void waves(String label, Buffer waves, UnaryOp wave, int first, int count, Lowering out) {
    Axis step = new Axis("t", waves.shape().getFirst());
    Axis pair = new Axis("i", count);
    Affine channel = count == 1 ? Affine.of(first) : Affine.of(pair).times(2).plus(first);
    List<Axis> axes = count == 1 ? List.of(step) : List.of(step, pair);
    Expr angle =
        count == 1 ? new Expr.Index(Affine.of(step)) : Waves.angle(step, pair, waves.shape().getLast());
    out.add(
        Statement.assign(label, waves, axes, Expr.unary(wave, angle)).at(List.of(Affine.of(step), channel)));
  }
}
