package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Pad;
import dev.kernelsmith.annotations.PadMode;
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
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Pad}: elements around a layer. */
final class PadRule implements LayerLowering {
  @Override
  public Class<Pad> annotation() {
    return Pad.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Pad", layer, attributes, diagnostics);
    if (attributes.given("value") && mode(attributes) != PadMode.CONSTANT) {
      checks.noEffect("value", "mode", "CONSTANT");
    }
    return checks.inRange("value", -Float.MAX_VALUE, Float.MAX_VALUE, "finite");
  }

  private static List<Integer> numbers(Attributes attributes, String name, int rank) {
    List<Integer> numbers = attributes.integers(name);
    return numbers.isEmpty() ? Collections.nCopies(rank, 0) : numbers;
  }

  private static PadMode mode(Attributes attributes) {
    return attributes.constant("mode", PadMode.class);
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape input = inputs.getFirst();
    if (!counts("before", layer, attributes, input, diagnostics)
        | !counts("after", layer, attributes, input, diagnostics)) {
      return null;
    }
    List<Integer> dims = new ArrayList<>();
    for (int d = 0; d < input.rank(); d++) {
      long extent = (long) input.dims().get(d) + numbers(attributes, "before", input.rank()).get(d)
          + numbers(attributes, "after", input.rank()).get(d);
      dims.add((int) Math.min(extent, Integer.MAX_VALUE));
    }
    return new ShapeChecks("Pad", layer, attributes, diagnostics)
        .output(attributes.integers("before").isEmpty() ? "after" : "before", dims);
  }

  private static boolean counts(
      String name, String layer, Attributes attributes, Shape input, Diagnostics diagnostics) {
    List<Integer> numbers = numbers(attributes, name, input.rank());
    if (numbers.size() != input.rank()) {
      diagnostics.report(Message.PAD_COUNT, attributes.at(name), name, layer, numbers.size(), input, input.rank());
      return false;
    }
    boolean sound = true;
    for (int d = 0; d < numbers.size(); d++) {
      int most = most(mode(attributes), input.dims().get(d));
      if (numbers.get(d) < 0 || numbers.get(d) > most) {
        String upTo = most == Integer.MAX_VALUE ? "" : " and at most " + most;
        diagnostics.report(
            Message.PAD_RANGE, attributes.at(name, d), name, layer, numbers.get(d), d, input, mode(attributes), upTo);
        sound = false;
      }
    }
    return sound;
  }

  private static int most(PadMode mode, int extent) {
    return switch (mode) {
      case CONSTANT, EDGE -> Integer.MAX_VALUE;
      case REFLECT -> extent - 1;
      case SYMMETRIC -> extent;
    };
  }

  /** {@code y[h + before, w, c] = x[h, w, c]}, and a statement for each part around it. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    if (x.shape().equals(layer.shape().dims())) {
      return x;
    }
    Buffer y = out.value(layer.name(), layer.shape().dims());
    new Parts(layer, x, y, out).add(List.of(), List.of(), List.of());
    return y;
  }

  /** The parts of the output, by what is before, behind and within each extent. */
  private record Parts(LayerNode layer, Buffer x, Buffer y, Lowering out) {
    /** Adds the parts of an output whose first indices are known. That within all extents comes last, since its gradient then comes first and is the only one to set all. */
    void add(List<Axis> axes, List<Affine> to, List<Affine> from) {
      int d = to.size();
      if (d == x.shape().size()) {
        Copies.add(layer, y, to, x, from, axes, out);
        return;
      }
      int n = x.shape().get(d);
      int before = numbers(layer.attributes(), "before", x.shape().size()).get(d);
      int after = y.shape().get(d) - n - before;
      around(axes, to, from, before, true);
      around(axes, to, from, after, false);
      Axis axis = axis(d, n);
      add(with(axes, axis), with(to, Affine.of(axis).plus(before)), with(from, Affine.of(axis)));
    }

    /**
     * Adds what stands before or behind an extent.
     *
     * @param count its elements
     * @param front whether it stands before
     */
    private void around(List<Axis> axes, List<Affine> to, List<Affine> from, int count, boolean front) {
      int d = to.size();
      int n = x.shape().get(d);
      if (count == 0) {
        return;
      }
      boolean one = count == 1;
      Axis axis = axis(d, count);
      List<Axis> inner = one ? axes : with(axes, axis);
      Affine place = one ? Affine.ZERO : Affine.of(axis);
      List<Affine> target = with(to, place.plus(front ? 0 : y.shape().get(d) - count));
      Affine distance = front ? place.times(-1).plus(count - 1) : place;
      int edge = front ? 0 : n - 1;
      int inwards = front ? 1 : -1;
      switch (mode(layer.attributes())) {
        case CONSTANT -> constant(inner, target);
        case EDGE -> add(inner, target, with(from, Affine.of(edge)));
        case SYMMETRIC -> add(inner, target, with(from, distance.times(inwards).plus(edge)));
        case REFLECT -> add(inner, target, with(from, distance.times(inwards).plus(edge + inwards)));
      }
    }

    private void constant(List<Axis> axes, List<Affine> to) {
      List<Axis> all = new ArrayList<>(axes);
      List<Affine> index = new ArrayList<>(to);
      for (int d = to.size(); d < y.shape().size(); d++) {
        all.add(axis(d, y.shape().get(d)));
        index.add(Affine.of(all.getLast()));
      }
      Expr value = Expr.constant(Double.parseDouble(Float.toString(layer.attributes().floating("value"))));
      out.add(
          new Statement(
              layer.name() + " padding", y, index, Reduction.NONE, false, value, all, List.of(), null));
    }

    private Axis axis(int d, int extent) {
      return new Axis(Lowering.axes(y.shape()).get(d).name(), extent);
    }

    private static <T> List<T> with(List<T> list, T last) {
      return Statement.concat(list, List.of(last));
    }
  }
}
