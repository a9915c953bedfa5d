package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Concat;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Concat}: two or more layers that differ in one extent at most to one with all of these. */
public final class ConcatRule implements LayerLowering {
  @Override
  public Class<Concat> annotation() {
    return Concat.class;
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    return attributes.texts("value");
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks("Concat", layer, attributes, diagnostics).twoNamed(namedInputs(attributes).size());
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    List<String> names = namedInputs(attributes);
    ShapeChecks checks = new ShapeChecks("Concat", layer, attributes, diagnostics);
    Shape first = inputs.getFirst();
    int axis = checks.axis("axis", first);
    if (axis < 0) {
      return null;
    }
    boolean equal = true;
    int extent = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Shape input = inputs.get(i);
      if (input.rank() != first.rank() || !others(input, axis).equals(others(first, axis))) {
        diagnostics.report(
            Message.CONCAT_SHAPES_DIFFER, attributes.at("value", i), layer, names.getFirst(), first, names.get(i),
            input,
            axis);
        equal = false;
      } else {
        extent = (int) Math.min(Integer.MAX_VALUE, (long) extent + input.dims().get(axis));
      }
    }
    List<Integer> dims = new ArrayList<>(first.dims());
    dims.set(axis, extent);
    return equal ? checks.output("value", dims) : null;
  }

  /** The extents without that of the axis. */
  private static List<Integer> others(Shape shape, int axis) {
    List<Integer> others = new ArrayList<>(shape.dims());
    others.remove(axis);
    return others;
  }

  /** {@code y[h, w, c] = a[h, w, c]; y[h, w, c + channels of a] = b[h, w, c]; ...}, or along another axis. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    int axis = Math.floorMod(layer.attributes().integer("axis"), y.shape().size());
    int start = 0;
    for (Buffer input : inputs) {
      List<Axis> axes = Lowering.axes(input.shape());
      List<Affine> index = new ArrayList<>(Affine.ofAll(axes));
      index.set(axis, index.get(axis).plus(start));
      out.add(
          new Statement(
              layer.name() + " forward", y, index, Reduction.NONE, false, Expr.at(input, axes), axes, List.of(), null));
      start += input.shape().get(axis);
    }
    return y;
  }
}
