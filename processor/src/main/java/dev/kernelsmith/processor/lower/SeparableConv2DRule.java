package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.SeparableConv2D;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.graph.WindowChecks;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/** {@link SeparableConv2D}: height, width, channels to output height, output width, filters. */
public final class SeparableConv2DRule extends ConvolutionRule {
  SeparableConv2DRule() {
    super(3, "filters", "multiplier");
  }

  @Override
  public Class<SeparableConv2D> annotation() {
    return SeparableConv2D.class;
  }

  private static int between(Attributes attributes, Shape image) {
    return product(image.channels(), attributes.integer("multiplier"));
  }

  @Override
  boolean fit(WindowChecks checks, Windows windows, Shape image) {
    int between = between(checks.of().attributes(), image);
    return checks.fit(windows, image)
        && checks.of().output("multiplier", Statement.concat(windows.out(), List.of(between))) != null;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    Shape image = inputs.getFirst();
    int between = between(attributes, image);
    long depthwise = weightFloats(windows(attributes, image), 1, false, between);
    long pointwise = between + (attributes.flag("bias") ? 1L : 0L);
    return Sizes.plus(depthwise, Sizes.padded(pointwise, attributes.integer("filters")));
  }

  /** What {@link DepthwiseConv2DRule} says, and {@code z[h, w, f] += d[h, w, k] * p[k, f]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Windows windows = windows(layer.attributes(), layer.inputShapes().getFirst());
    Axis channel = new Axis("k", between(layer.attributes(), layer.inputShapes().getFirst()));
    Buffer each =
        out.value(
            Buffer.nameOf(layer.name(), "EachChannel"), Statement.concat(windows.out(), List.of(channel.extent())));
    out.add(DepthwiseConv2DRule.sum(layer, inputs.getFirst(), each, windows, "depthwise", out));
    WindowAxes window = WindowAxes.over(windows);
    Axis filter = new Axis("f", layer.shape().channels());
    List<Integer> shape = List.of(channel.extent(), filter.extent());
    Buffer weights =
        out.parameter(
            layer, "pointwise", shape, shape, WeightedSum.initializer(layer), channel.extent(), filter.extent());
    Expr product =
        Expr.at(each, Statement.concat(window.output(), List.of(channel)))
            .times(Expr.at(weights, List.of(channel, filter)));
    return WeightedSum.finish(
        layer,
        out,
        sum -> Statement.sum(
            layer.name() + " forward", sum, Statement.concat(window.output(), List.of(filter)), List.of(channel),
            product));
  }
}
