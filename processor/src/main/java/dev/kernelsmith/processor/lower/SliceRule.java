package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Slice;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Slice}: part of a layer along one axis. */
final class SliceRule implements LayerLowering {
  /**
   * The elements along the axis.
   *
   * @param start the first
   * @param step distance of neighbours
   * @param count how many
   */
  private record Range(int start, int step, int count) {
    static Range of(Attributes attributes, int extent) {
      int step = attributes.integer("step");
      int start = fromStart(attributes.integer("start"), extent);
      int end = end(attributes, extent);
      long reach = step > 0 ? (long) end - start : (long) start - end;
      int count = (int) Math.max(0, Math.ceilDiv(reach, Math.abs((long) step)));
      return new Range(start, count > 1 ? step : 1, count);
    }

    static int fromStart(int number, int extent) {
      return number < 0 ? number + extent : number;
    }

    /** The element before which it ends; -1 where it counts down through the first. */
    static int end(Attributes attributes, int extent) {
      int end = attributes.integer("end");
      return end != Integer.MAX_VALUE ? fromStart(end, extent) : attributes.integer("step") > 0 ? extent : -1;
    }
  }

  @Override
  public Class<Slice> annotation() {
    return Slice.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    boolean moves = attributes.integer("step") != 0;
    if (!moves) {
      diagnostics.report(Message.SLICE_STEP, attributes.at("step"), layer);
    }
    return moves;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape input = inputs.getFirst();
    int axis = new ShapeChecks("Slice", layer, attributes, diagnostics).axis("axis", input);
    if (axis < 0) {
      return null;
    }
    int extent = input.dims().get(axis);
    boolean start = inside("start", layer, attributes, input, axis, extent - 1, diagnostics);
    boolean given = attributes.integer("end") != Integer.MAX_VALUE;
    if (given && !inside("end", layer, attributes, input, axis, extent, diagnostics) || !start) {
      return null;
    }
    Range range = Range.of(attributes, extent);
    if (range.count() == 0) {
      diagnostics.report(
          Message.SLICE_EMPTY, attributes.annotation(), layer, range.start(), Range.end(attributes, extent),
          attributes.integer("step"),
          axis, input);
      return null;
    }
    List<Integer> dims = new ArrayList<>(input.dims());
    dims.set(axis, range.count());
    return new Shape(dims);
  }

  private static boolean inside(
      String name, String layer, Attributes attributes, Shape input, int axis, int most, Diagnostics diagnostics) {
    int number = attributes.integer(name);
    int extent = input.dims().get(axis);
    int element = Range.fromStart(number, extent);
    boolean inside = element >= 0 && element <= most;
    if (!inside) {
      diagnostics.report(
          Message.SLICE_RANGE, attributes.at(name), name, layer, number, axis, input, most, -extent);
    }
    return inside;
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    int axis = Math.floorMod(attributes.integer("axis"), inputs.getFirst().rank());
    return Math.abs(Range.of(attributes, inputs.getFirst().dims().get(axis)).step());
  }

  @Override
  public String stepName(Attributes attributes) {
    return "step";
  }

  /** {@code y[h, w, c] = x[h * step + start, w, c]}; one that counts down is read upwards, as its gradient then has to. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    int axis = Math.floorMod(layer.attributes().integer("axis"), x.shape().size());
    Range range = Range.of(layer.attributes(), x.shape().get(axis));
    if (range.count() == x.shape().get(axis) && range.step() > 0) {
      return x;
    }
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    List<Affine> to = new ArrayList<>(Affine.ofAll(axes));
    List<Affine> from = new ArrayList<>(to);
    Affine along = to.get(axis);
    if (range.step() < 0) {
      along = along.times(-1).plus(range.count() - 1);
      to.set(axis, along);
      along = from.get(axis).times(-range.step()).plus(range.start() + (range.count() - 1) * range.step());
    } else {
      along = along.times(range.step()).plus(range.start());
    }
    from.set(axis, along);
    Copies.add(layer, y, to, x, from, axes, out);
    return y;
  }
}
