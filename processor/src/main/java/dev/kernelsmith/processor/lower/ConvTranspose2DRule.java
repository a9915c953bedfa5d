package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.ConvTranspose2D;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
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
    super(3, "filters");
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
        windows(attributes, image), image.channels(), attributes.flag("bias"), attributes.integer("filters"));
  }

  /** {@code z[h * stride + r * dilation - before, w * stride + s * dilation - before, f] += x[h, w, c] * k[r, s, c, f]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    WindowAxes window = WindowAxes.over(windows(layer.attributes(), layer.inputShapes().getFirst()));
    Axis channel = new Axis("c", x.shape().getLast());
    Axis filter = new Axis("f", layer.shape().channels());
    List<Axis> kernel = Statement.concat(window.taps(), List.of(channel));
    List<Axis> all = Statement.concat(kernel, List.of(filter));
    List<Integer> shape = all.stream().map(Axis::extent).toList();
    int taps = Math.toIntExact(window.windows().taps());
    Buffer weights =
        out.parameter(
            layer, "weights", shape, shape, WeightedSum.initializer(layer), tapsOfAnOutput(window.windows())
                * channel.extent(),
            taps * filter.extent());
    Expr product =
        Expr.at(x, Statement.concat(window.output(), List.of(channel))).times(Expr.at(weights, all));
    List<Axis> output = new ArrayList<>(window.output());
    output.add(filter);
    return WeightedSum.finish(
        layer,
        out,
        sum -> Statement.sum(layer.name() + " forward", sum, output, kernel, product)
            .at(Statement.concat(window.index(), List.of(Affine.of(filter))))
            .guarded(window.guards()));
  }

  /** Taps that add to one element of the output, at most. */
  private static int tapsOfAnOutput(Windows windows) {
    return windows.along().stream().mapToInt(w -> Math.ceilDiv(w.size(), w.stride())).reduce(1, (a, b) -> a * b);
  }
}
