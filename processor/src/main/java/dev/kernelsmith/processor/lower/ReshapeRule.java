package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Flatten;
import dev.kernelsmith.annotations.Reshape;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Reshape} and {@link Flatten}: the same elements in another shape.
 *
 * @param annotation one of these
 */
record ReshapeRule(Class<? extends Annotation> annotation) implements LayerLowering {
  private List<Integer> wanted(Attributes attributes) {
    return annotation == Flatten.class ? List.of(-1) : attributes.integers("value");
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    List<Integer> wanted = wanted(attributes);
    long open = wanted.stream().filter(extent -> extent == -1).count();
    boolean sound =
        !wanted.isEmpty() && wanted.size() <= Shape.MOST_RANK && open <= 1
            && wanted.stream().allMatch(extent -> extent > 0 || extent == -1);
    if (!sound) {
      diagnostics.report(Message.RESHAPE_EXTENTS, attributes.at("value"), layer, wanted);
    }
    return sound;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape input = inputs.getFirst();
    List<Integer> dims = new ArrayList<>(wanted(attributes));
    int open = dims.indexOf(-1);
    if (open >= 0) {
      dims.set(open, 1);
      long rest = Sizes.product(dims);
      dims.set(open, (int) Math.max(1, input.elements() / rest));
    }
    if (Sizes.product(dims) != input.elements()) {
      diagnostics.report(
          Message.RESHAPE_ELEMENTS, attributes.at("value"), layer, Sizes.text(dims), Sizes.text(Sizes.product(dims)),
          input,
          input.elements());
      return null;
    }
    return new Shape(dims);
  }

  /** {@code y[h * W + w, c] = x[h, w, c]}; by way of a vector where extents of the one are no products of those of the other. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    if (x.shape().equals(layer.shape().dims())) {
      return x;
    }
    Buffer y = out.value(layer.name(), layer.shape().dims());
    Reshaping direct = Reshaping.of(x.shape(), y.shape());
    if (direct != null) {
      Copies.add(layer, y, direct.to(), x, direct.from(), direct.axes(), out);
      return y;
    }
    Buffer flat = out.value(Buffer.nameOf(layer.name(), "Flat"), List.of(x.elements()));
    List<Axis> from = Lowering.axes(x.shape());
    Copies.add(layer, flat, List.of(Affine.ordinal(from)), x, Affine.ofAll(from), from, out);
    List<Axis> to = Lowering.axes(y.shape());
    Copies.add(layer, y, Affine.ofAll(to), flat, List.of(Affine.ordinal(to)), to, out);
    return y;
  }
}
