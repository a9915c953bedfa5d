package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Conv1D;
import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;

/** {@link Conv1D} and {@link Conv2D}: the extents of an image and its channels to output extents and filters. */
public final class ConvRule extends ConvolutionRule {
  private final Class<? extends Annotation> annotation;

  /** The rule of an annotation, over inputs of a rank. */
  ConvRule(Class<? extends Annotation> annotation, int rank) {
    super(rank, "filters", "groups");
    this.annotation = annotation;
  }

  @Override
  public Class<? extends Annotation> annotation() {
    return annotation;
  }

  @Override
  boolean suits(ShapeChecks checks, Shape image) {
    return groupsDivide(checks, image);
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    Shape image = inputs.getFirst();
    return weightFloats(
        windows(attributes, image), image.channels() / attributes.integer("groups"), attributes.flag("bias"),
        attributes.integer("filters"));
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
}
