package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Activation;
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
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Pool}: height, width, channels to output height, output width, channels. */
public final class PoolRule implements LayerLowering {
  @Override
  public Class<Pool> annotation() {
    return Pool.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return checks(new ShapeChecks("Pool", layer, attributes, diagnostics)).sound();
  }

  private static WindowChecks checks(ShapeChecks layer) {
    return new WindowChecks(layer, "size");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Pool", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    if (!checks.image(image)) {
      return null;
    }
    Windows windows = windows(attributes, image);
    WindowChecks window = checks(checks);
    boolean max = attributes.constant("type", PoolType.class) == PoolType.MAX;
    boolean fit = window.fit(windows, image) && window.coverSomething(windows, image);
    return fit && (!max || window.fewTaps(windows))
        ? checks.output("size", Statement.concat(windows.out(), List.of(image.channels())))
        : null;
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return windows(attributes, inputs.getFirst()).residues();
  }

  /** The windows over an image of these attributes; without a stride they do not overlap. */
  static Windows windows(Attributes attributes, Shape image) {
    return Windows.over(image, attributes, "size", false);
  }

  /** {@code y[h, w, c] max= x[h * stride + r * dilation - before, w * stride + s * dilation - before, c]}, or their mean over what is covered. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    Buffer y = out.value(layer.name(), layer.shape().dims());
    WindowAxes window = WindowAxes.over(windows(layer.attributes(), layer.inputShapes().getFirst()));
    Axis channel = new Axis("c", layer.shape().channels());
    List<Axis> output = Statement.concat(window.output(), List.of(channel));
    boolean activated = Activations.of(layer) != Activation.IDENTITY;
    Buffer pooled = activated ? out.value(Buffer.nameOf(layer.name(), "Pooled"), y.shape()) : y;
    Expr element = Expr.read(x, Statement.concat(window.index(), List.of(Affine.of(channel))));
    boolean max = layer.attributes().constant("type", PoolType.class) == PoolType.MAX;
    out.add(
        new Statement(
            layer.name() + " forward",
            pooled,
            Affine.ofAll(output),
            max ? Reduction.MAX : Reduction.SUM,
            false,
            max ? element : element.over(window.counted(false, layer, out)),
            Statement.concat(output, window.taps()),
            window.guards(),
            max ? Buffer.of(Buffer.nameOf(layer.name(), "Argmax"), Buffer.Role.ARGMAX, y.shape()) : null));
    if (activated) {
      Activations.apply(layer, y, output, Expr.at(pooled, output), out);
    }
    return y;
  }
}
