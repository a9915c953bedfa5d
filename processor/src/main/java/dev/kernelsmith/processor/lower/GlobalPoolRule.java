package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.GlobalPool;
import dev.kernelsmith.annotations.PoolType;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link GlobalPool}: the extents of an image, or steps, and channels to channels. */
public final class GlobalPoolRule implements LayerLowering {
  @Override
  public Class<GlobalPool> annotation() {
    return GlobalPool.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return Pooling.sound(new ShapeChecks("GlobalPool", layer, attributes, diagnostics));
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("GlobalPool", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    boolean max = Pooling.type(attributes) == PoolType.MAX;
    return checks.imageOrSteps(image) && (!max || checks.fewTaps("type", positions(image)))
        ? Shape.of(image.channels())
        : null;
  }

  private static List<Integer> positions(Shape image) {
    return image.dims().subList(0, image.rank() - 1);
  }

  /** {@code y[c] max= x[h, w, c]}, or what {@link Pooling} makes of them. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    List<Axis> axes = Lowering.axes(x.shape());
    List<Axis> positions = axes.subList(0, axes.size() - 1);
    Expr number = Expr.constant(Axis.iterations(positions));
    return new Pooling(layer, Expr.at(x, axes), List.of(axes.getLast()), positions, List.of()).lower(number, out);
  }
}
