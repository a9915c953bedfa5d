package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Conv2D}: height, width, channels to output height, output width, filters. */
public final class Conv2DRule implements LayerLowering {
  @Override
  public Class<Conv2D> annotation() {
    return Conv2D.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Conv2D", layer, attributes, diagnostics);
    return checks.positive("filters") & checks.oneOrTwo("kernel") & checks.oneOrTwo("stride");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Conv2D", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    if (!checks.image(image) || !checks.fits(windows(attributes, image), image, "kernel")) {
      return null;
    }
    Windows windows = windows(attributes, image);
    Shape output =
        checks.output(
            "filters", List.of(windows.vertical().out(), windows.horizontal().out(), attributes.integer("filters")));
    boolean fits = output != null && checks.parameters("filters", parameterFloats(attributes, inputs), image);
    return fits ? output : null;
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return windows(attributes, inputs.getFirst()).residues();
  }

  /** The windows over an image of these attributes. */
  static Windows windows(Attributes attributes, Shape image) {
    return Windows.over(image, attributes.pair("kernel"), attributes.pair("stride"),
        attributes.constant("padding", Padding.class));
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    long taps = Sizes.times(Sizes.product(attributes.pair("kernel")), inputs.getFirst().channels());
    return Sizes.padded(Sizes.plus(taps, attributes.flag("bias") ? 1 : 0), attributes.integer("filters"));
  }

  @Override
  public String parameterInput(Shape input) {
    return input.isImage() ? input.channelsText() : LayerLowering.super.parameterInput(input);
  }

  /** {@code z[h, w, f] += x[h * stride + r - padding, w * stride + s - padding, c] * k[r, s, c, f]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    WindowAxes window = WindowAxes.over(windows(layer.attributes(), layer.inputShapes().getFirst()));
    Axis channel = new Axis("c", x.shape().get(2));
    Axis filter = new Axis("f", layer.shape().channels());
    int taps = window.rows().extent() * window.columns().extent();
    List<Axis> kernelAxes = List.of(window.rows(), window.columns(), channel, filter);
    List<Integer> shape = kernelAxes.stream().map(Axis::extent).toList();
    Buffer weights =
        out.parameter(
            layer,
            "weights",
            shape,
            shape,
            WeightedSum.initializer(layer),
            taps * channel.extent(),
            taps * filter.extent());
    Expr product =
        Expr.read(x, Statement.concat(window.index(), List.of(Affine.of(channel)))).times(Expr.at(weights, kernelAxes));
    return WeightedSum.finish(
        layer,
        out,
        sum -> Statement.sum(
            layer.name() + " forward",
            sum,
            List.of(window.height(), window.width(), filter),
            List.of(window.rows(), window.columns(), channel),
            product)
            .guarded(window.guards()));
  }
}
