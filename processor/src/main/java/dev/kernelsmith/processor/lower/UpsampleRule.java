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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Upsample}: an image, or steps, enlarged. */
final class UpsampleRule implements LayerLowering {
  private static final List<String> PHASES = List.of("r", "s");

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
    if (!checks.imageOrSteps(image)) {
      return null;
    }
    int directions = image.rank() - 1;
    int given = attributes.integers("factor").size();
    if (given > directions) {
      diagnostics.report(
          Message.ONE_DIRECTION, attributes.at("factor"), "factor", "Upsample", layer, given, image, directions);
      return null;
    }
    List<Integer> factor = attributes.each("factor", directions);
    List<Integer> dims = new ArrayList<>(image.dims());
    for (int d = 0; d < directions; d++) {
      dims.set(d, (int) Math.min(Integer.MAX_VALUE, (long) dims.get(d) * factor.get(d)));
    }
    return checks.output("factor", dims);
  }

  /** {@code y[h * 2 + r, w * 2 + s, c] = x[h, w, c]}; bilinear along one axis after the other. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    if (x.shape().equals(layer.shape().dims())) {
      return x;
    }
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Integer> factor = layer.attributes().each("factor", x.shape().size() - 1);
    if (bilinear(layer.attributes())) {
      interpolate(layer, x, y, factor, out);
    } else {
      repeat(layer, x, y, factor, out);
    }
    return y;
  }

  private static void repeat(LayerNode layer, Buffer x, Buffer y, List<Integer> factor, Lowering out) {
    List<Axis> axes = Lowering.axes(x.shape());
    List<Affine> to = new ArrayList<>();
    List<Axis> all = new ArrayList<>();
    for (int d = 0; d < factor.size(); d++) {
      Axis phase = new Axis(PHASES.get(d), factor.get(d));
      to.add(Affine.ordinal(List.of(axes.get(d), phase)));
      all.addAll(List.of(axes.get(d), phase));
    }
    to.add(Affine.of(axes.getLast()));
    all.add(axes.getLast());
    Copies.add(layer, y, to, x, Affine.ofAll(axes), all, out);
  }

  private static void interpolate(LayerNode layer, Buffer x, Buffer y, List<Integer> factor, Lowering out) {
    Coordinates coordinates = coordinates(layer.attributes());
    if (factor.size() == 1 || factor.contains(1)) {
      int along = factor.getFirst() == 1 ? 1 : 0;
      new LinearUpsampling(layer.name(), x, y, along, coordinates).add(out);
      return;
    }
    Buffer high =
        out.value(Buffer.nameOf(layer.name(), "High"), List.of(y.shape().get(0), x.shape().get(1), x.shape().get(2)));
    new LinearUpsampling(layer.name(), x, high, 0, coordinates).add(out);
    new LinearUpsampling(layer.name(), high, y, 1, coordinates).add(out);
  }
}
