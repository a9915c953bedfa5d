package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Padding;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.annotations.PoolType;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.WindowChecks;
import dev.kernelsmith.processor.graph.Windows;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Pool}: the extents of an image, or steps, and channels to output extents and channels. */
public final class PoolRule implements LayerLowering {
  private static final Set<Padding> NOTHING_OVER = EnumSet.of(Padding.SAME, Padding.SAME_LOWER, Padding.FULL);

  @Override
  public Class<Pool> annotation() {
    return Pool.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Pool", layer, attributes, diagnostics);
    if (attributes.integers("pads").isEmpty()) {
      checkPadding(checks, attributes.constant("padding", Padding.class));
    }
    if (attributes.flag("countPadding") && Pooling.type(attributes) != PoolType.AVERAGE) {
      checks.noEffect("countPadding", "type", "AVERAGE");
    }
    return checks(checks).sound() & Pooling.sound(checks);
  }

  /** Tells what a padding makes idle: SAME leaves nothing over, FULL takes what there is, and VALID pads nothing. */
  private static void checkPadding(ShapeChecks checks, Padding padding) {
    if (checks.attributes().flag("ceiling") && NOTHING_OVER.contains(padding)) {
      checks.noEffect("ceiling", "padding", "VALID");
    }
    if (checks.attributes().flag("countPadding") && padding == Padding.VALID) {
      checks.noEffect("countPadding", "padding", "SAME");
    }
  }

  private static WindowChecks checks(ShapeChecks layer) {
    return new WindowChecks(layer, "size");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Pool", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    if (!checks.imageOrSteps(image)) {
      return null;
    }
    Windows windows = windows(attributes, image);
    WindowChecks window = checks(checks);
    boolean max = Pooling.type(attributes) == PoolType.MAX;
    boolean fit = window.fit(windows, image) && window.coverSomething(windows, image);
    return fit && (!max || checks.fewTaps("size", windows.size()))
        ? checks.output("size", Statement.concat(windows.out(), List.of(image.channels())))
        : null;
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return windows(attributes, inputs.getFirst()).residues();
  }

  /** The windows over an image of these attributes; without a stride they do not overlap. */
  static Windows windows(Attributes attributes, Shape image) {
    return Windows.over(image, attributes, "size", attributes.flag("ceiling"));
  }

  /** {@code y[h, w, c] max= x[h * stride + r * dilation - before, w * stride + s * dilation - before, c]}, or what {@link Pooling} makes of them. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    WindowAxes window = WindowAxes.over(windows(layer.attributes(), layer.inputShapes().getFirst()));
    Axis channel = new Axis("c", layer.shape().channels());
    Expr element =
        Expr.read(inputs.getFirst(), Statement.concat(window.index(), List.of(Affine.of(channel))));
    List<Axis> output = Statement.concat(window.output(), List.of(channel));
    Expr number =
        Pooling.type(layer.attributes()) == PoolType.AVERAGE
            ? window.counted(layer.attributes().flag("countPadding"), layer, out)
            : Expr.constant(1);
    return new Pooling(layer, element, output, window.taps(), window.guards()).lower(number, out);
  }
}
