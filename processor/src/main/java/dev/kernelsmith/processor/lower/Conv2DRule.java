package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
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
    return checks.positive("filters") & checks.positive("groups") & new WindowChecks(checks, "kernel").sound();
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Conv2D", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    if (!checks.image(image) || !dividesBoth(checks, image)) {
      return null;
    }
    Windows windows = windows(attributes, image);
    if (!new WindowChecks(checks, "kernel").fit(windows, image)) {
      return null;
    }
    Shape output =
        checks.output("filters", Statement.concat(windows.out(), List.of(attributes.integer("filters"))));
    boolean fits = output != null && checks.parameters("filters", parameterFloats(attributes, inputs), image);
    return fits ? output : null;
  }

  private static boolean dividesBoth(ShapeChecks checks, Shape image) {
    int groups = checks.attributes().integer("groups");
    int filters = checks.attributes().integer("filters");
    boolean divides = image.channels() % groups == 0 && filters % groups == 0;
    if (!divides) {
      checks.diagnostics().report(
          Message.GROUPS_REMAINDER, checks.attributes().at("groups"), checks.kind(), checks.layer(), groups,
          image.channels(), filters, nearestDivisor(image.channels(), filters, groups));
    }
    return divides;
  }

  /** The largest common divisor of two numbers that is no larger than a third. */
  private static int nearestDivisor(int a, int b, int most) {
    int divisor = Math.min(most, Math.min(a, b));
    while (a % divisor != 0 || b % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return windows(attributes, inputs.getFirst()).residues();
  }

  /** The windows over an image of these attributes. */
  static Windows windows(Attributes attributes, Shape image) {
    return Windows.over(image, attributes, "kernel", false);
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    Shape image = inputs.getFirst();
    long rows = Sizes.times(windows(attributes, image).taps(), image.channels() / attributes.integer("groups"));
    return Sizes.padded(Sizes.plus(rows, attributes.flag("bias") ? 1 : 0), attributes.integer("filters"));
  }

  @Override
  public String parameterInput(Shape input) {
    return input.isImage() ? input.channelsText() : LayerLowering.super.parameterInput(input);
  }

  /**
   * {@code z[h, w, f] += x[h * stride + r * dilation - before, w * stride + s * dilation - before, c] * k[r, s, c, f]}; in groups,
   * {@code g * F + f} in the place of f and {@code g * C + c} in that of c, with F filters and C channels of a group.
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
    int taps = Math.toIntExact(window.windows().taps());
    List<Axis> kernel = Statement.concat(window.taps(), List.of(channel));
    List<Integer> shape = new ArrayList<>(kernel.stream().map(Axis::extent).toList());
    shape.add(layer.shape().channels());
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
        Expr.read(x, Statement.concat(window.index(), List.of(inChannel)))
            .times(Expr.read(weights, Statement.concat(Affine.ofAll(kernel), List.of(outChannel))));
    return WeightedSum.finish(
        layer,
        out,
        sum -> Statement.sum(
            layer.name() + " forward",
            sum,
            Statement.concat(window.output(), List.copyOf(outChannel.axes())),
            kernel,
            product)
            .at(Statement.concat(Affine.ofAll(window.output()), List.of(outChannel)))
            .guarded(window.guards()));
  }

  /** A channel of a group among all channels. */
  private static Affine inGroup(Axis group, Axis channel) {
    return group.extent() == 1 ? Affine.of(channel)
        : channel.extent() == 1 ? Affine.of(group) : Affine.ordinal(List.of(group, channel));
  }
}
