package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Coordinates;
import dev.kernelsmith.annotations.Interpolation;
import dev.kernelsmith.annotations.Upsample;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.WindowChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Upsample}: an image enlarged. */
final class UpsampleRule implements LayerLowering {
  @Override
  public Class<Upsample> annotation() {
    return Upsample.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Upsample", layer, attributes, diagnostics);
    boolean factor = new WindowChecks(checks, "factor").oneOrTwo("factor");
    boolean corners = coordinates(attributes) == Coordinates.ALIGN_CORNERS && !bilinear(attributes);
    if (corners) {
      diagnostics.report(Message.UPSAMPLE_CORNERS, attributes.at("coordinates"), layer);
    }
    return factor && !corners;
  }

  private static boolean bilinear(Attributes attributes) {
    return attributes.constant("interpolation", Interpolation.class) == Interpolation.BILINEAR;
  }

  private static Coordinates coordinates(Attributes attributes) {
    return attributes.constant("coordinates", Coordinates.class);
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Upsample", layer, attributes, diagnostics);
    Shape image = inputs.getFirst();
    List<Integer> factor = attributes.each("factor", 2);
    return checks.image(image)
        ? checks.output(
            "factor",
            List.of(extent(image, 0, factor), extent(image, 1, factor), image.channels()))
        : null;
  }

  private static int extent(Shape image, int d, List<Integer> factor) {
    return (int) Math.min(Integer.MAX_VALUE, (long) image.dims().get(d) * factor.get(d));
  }

  /** {@code y[h * 2 + r, w * 2 + s, c] = x[h, w, c]}; bilinear along one axis after the other. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    if (x.shape().equals(layer.shape().dims())) {
      return x;
    }
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Integer> factor = layer.attributes().each("factor", 2);
    if (!bilinear(layer.attributes())) {
      List<Axis> axes = Lowering.axes(x.shape());
      Axis r = new Axis("r", factor.get(0));
      Axis s = new Axis("s", factor.get(1));
      List<Affine> to =
          List.of(
              Affine.ordinal(List.of(axes.get(0), r)), Affine.ordinal(List.of(axes.get(1), s)), Affine.of(axes.get(2)));
      List<Axis> all = List.of(axes.get(0), r, axes.get(1), s, axes.get(2));
      Copies.add(layer, y, to, x, Affine.ofAll(axes), all, out);
      return y;
    }
    Coordinates coordinates = coordinates(layer.attributes());
    if (factor.get(0) == 1 || factor.get(1) == 1) {
      new LinearUpsampling(layer.name(), x, y, factor.get(0) == 1 ? 1 : 0, coordinates).add(out);
      return y;
    }
    Buffer high =
        out.value(Buffer.nameOf(layer.name(), "High"), List.of(y.shape().get(0), x.shape().get(1), x.shape().get(2)));
    new LinearUpsampling(layer.name(), x, high, 0, coordinates).add(out);
    new LinearUpsampling(layer.name(), high, y, 1, coordinates).add(out);
    return y;
  }
}
