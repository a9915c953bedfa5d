package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.ConvTranspose2D;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Window;
import dev.kernelsmith.processor.graph.WindowChecks;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link ConvTranspose2D}: height, width, channels to output height, output width, filters. Its windows are those of the convolution
 * that it transposes, which slide over the output.
 */
public final class ConvTranspose2DRule extends ConvolutionRule {
  ConvTranspose2DRule() {
    super(3, "filters", "groups");
  }

  @Override
  public Class<ConvTranspose2D> annotation() {
    return ConvTranspose2D.class;
  }

  @Override
  boolean sound(WindowChecks checks) {
    return checks.sound() & checks.outputPadding();
  }

  @Override
  boolean suits(ShapeChecks checks, Shape image) {
    return groupsDivide(checks, image);
  }

  @Override
  boolean fit(WindowChecks checks, Windows windows, Shape image) {
    return checks.fitOutput(windows, image);
  }

  @Override
  Windows windows(Attributes attributes, Shape image) {
    return Windows.transposed(image, attributes, SIZE);
  }

  @Override
  List<Integer> extents(Windows windows) {
    return windows.along().stream().map(Window::in).toList();
  }

  /** It is a convolution of the output's gradient. */
  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return 1;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    Shape image = inputs.getFirst();
    return weightFloats(
        windows(attributes, image), image.channels() / attributes.integer("groups"), attributes.flag("bias"),
        attributes.integer("filters"));
  }

  /**
   * {@code z[h * stride + r * dilation - before, w * stride + s * dilation - before, f] += x[h, w, c] * k[r, s, c, f]}; in groups,
   * {@code g * F + f} in the place of f and {@code g * C + c} in that of the channel of x, with F filters and C channels of a group.
   */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    WindowAxes window = WindowAxes.over(windows(layer.attributes(), layer.inputShapes().getFirst()));
    int groups = layer.attributes().integer("groups");
    Axis group = new Axis("g", groups);
    Axis channel = new Axis("c", x.shape().getLast() / groups);
    Axis filter = new Axis("f", layer.shape().channels() / groups);
    Affine inChannel = inGroup(group, channel);
    Affine outChannel = inGroup(group, filter);
    List<Axis> kernel = Statement.concat(window.taps(), List.of(channel));
    List<Integer> shape = new ArrayList<>(kernel.stream().map(Axis::extent).toList());
    shape.add(layer.shape().channels());
    int taps = Math.toIntExact(window.windows().taps());
    Buffer weights =
        out.parameter(
            layer, "weights", shape, shape, WeightedSum.initializer(layer), tapsOfAnOutput(window.windows())
                * channel.extent(),
            taps * filter.extent());
    Expr product =
        Expr.read(x, Statement.concat(Affine.ofAll(window.output()), List.of(inChannel)))
            .times(Expr.read(weights, Statement.concat(Affine.ofAll(kernel), List.of(outChannel))));
    return WeightedSum.finish(
        layer,
        out,
        sum -> Statement.sum(
            layer.name() + " forward", sum, Statement.concat(window.output(), List.copyOf(outChannel.axes())), kernel,
            product)
            .at(Statement.concat(window.index(), List.of(outChannel)))
            .guarded(window.guards()));
  }

  /** Taps that add to one element of the output, at most. */
  private static int tapsOfAnOutput(Windows windows) {
    return windows.along().stream().mapToInt(w -> Math.ceilDiv(w.size(), w.stride())).reduce(1, (a, b) -> a * b);
  }
}
