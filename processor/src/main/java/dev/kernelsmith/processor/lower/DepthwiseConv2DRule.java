package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.DepthwiseConv2D;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;

/** {@link DepthwiseConv2D}: height, width, channels to output height, output width, channels times multiplier. */
public final class DepthwiseConv2DRule extends ConvolutionRule {
  DepthwiseConv2DRule() {
    super(3, "multiplier");
  }

  @Override
  public Class<DepthwiseConv2D> annotation() {
    return DepthwiseConv2D.class;
  }

  @Override
  int channels(Attributes attributes, Shape image) {
    return product(image.channels(), attributes.integer("multiplier"));
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    Shape image = inputs.getFirst();
    return weightFloats(windows(attributes, image), 1, attributes.flag("bias"), channels(attributes, image));
  }

  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Windows windows = windows(layer.attributes(), layer.inputShapes().getFirst());
    return WeightedSum.finish(
        layer, out, sum -> sum(layer, inputs.getFirst(), sum, windows, "weights", out));
  }

  /** {@code z[h, w, c * M + m] += x[h * stride + r * dilation - before, w * stride + s * dilation - before, c] * k[r, s, c * M + m]}. */
  static Statement sum(LayerNode layer, Buffer x, Buffer z, Windows windows, String weightsName, Lowering out) {
    WindowAxes window = WindowAxes.over(windows);
    Axis channel = new Axis("c", x.shape().getLast());
    Axis multiple = new Axis("m", layer.attributes().integer("multiplier"));
    Affine outChannel = multiple.extent() == 1 ? Affine.of(channel) : inGroup(channel, multiple);
    Affine inChannel = outChannel.uses(channel) ? Affine.of(channel) : Affine.ZERO;
    List<Integer> shape = new ArrayList<>(windows.size());
    shape.add(z.shape().getLast());
    int taps = Math.toIntExact(windows.taps());
    Buffer weights =
        out.parameter(
            layer, weightsName, shape, shape, WeightedSum.initializer(layer), taps,
            taps * multiple.extent());
    Expr element = Expr.read(x, Statement.concat(window.index(), List.of(inChannel)));
    Expr weight = Expr.read(weights, Statement.concat(Affine.ofAll(window.taps()), List.of(outChannel)));
    return Statement.sum(
        layer.name() + " forward",
        z,
        Statement.concat(window.output(), List.copyOf(outChannel.axes())),
        window.taps(),
        element.times(weight))
        .at(Statement.concat(Affine.ofAll(window.output()), List.of(outChannel)))
        .guarded(window.guards());
  }
}
