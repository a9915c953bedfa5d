package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.ArgMax;
import dev.kernelsmith.annotations.Max;
import dev.kernelsmith.annotations.Mean;
import dev.kernelsmith.annotations.Sum;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
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
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@link Sum}, {@link Mean}, {@link Max} and {@link ArgMax}: one number in the place of those along some axes.
 *
 * @param annotation one of these
 */
record ReduceRule(Class<? extends Annotation> annotation) implements LayerLowering {
  private boolean isMaximum() {
    return annotation == Max.class || annotation == ArgMax.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape input = inputs.getFirst();
    ShapeChecks checks = new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics);
    if (checks.axes("axes", input) == null) {
      return null;
    }
    List<Integer> reduced = reduced(attributes, input.rank());
    if (isMaximum() && !checks.fewTaps("axes", reduced.stream().map(input.dims()::get).toList())) {
      return null;
    }
    boolean keep = attributes.flag("keepDims");
    List<Integer> dims = new ArrayList<>();
    for (int d = 0; d < input.rank(); d++) {
      if (!reduced.contains(d)) {
        dims.add(input.dims().get(d));
      } else if (keep) {
        dims.add(1);
      }
    }
    return new Shape(dims.isEmpty() ? List.of(1) : dims);
  }

  private static List<Integer> reduced(Attributes attributes, int rank) {
    List<Integer> axes = attributes.integers("axes");
    return axes.isEmpty()
        ? IntStream.range(0, rank).boxed().toList()
        : axes.stream().map(axis -> Math.floorMod(axis, rank)).sorted().toList();
  }

  /** {@code y[c] += x[h, w, c]}, divided by their number, or {@code y[c] max= x[h, w, c]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    List<Axis> axes = Lowering.axes(x.shape());
    List<Axis> window = reduced(layer.attributes(), axes.size()).stream().map(axes::get).toList();
    List<Affine> index = new ArrayList<>();
    for (Axis axis : axes) {
      if (!window.contains(axis)) {
        index.add(Affine.of(axis));
      } else if (layer.attributes().flag("keepDims")) {
        index.add(Affine.ZERO);
      }
    }
    if (index.isEmpty()) {
      index.add(Affine.ZERO);
    }
    List<Axis> all = new ArrayList<>(axes);
    all.removeAll(window);
    List<Axis> kept = List.copyOf(all);
    all.addAll(window);
    Buffer y = out.value(layer.name(), layer.shape().dims());
    boolean finished = annotation == Sum.class || annotation == Max.class;
    Buffer result = finished ? y : out.value(Buffer.nameOf(layer.name(), isMaximum() ? "Max" : "Sum"), y.shape());
    Buffer argmax =
        isMaximum() ? Buffer.of(Buffer.nameOf(layer.name(), "Argmax"), Buffer.Role.ARGMAX, y.shape()) : null;
    out.add(
        new Statement(
            layer.name() + " forward", result, index, isMaximum() ? Reduction.MAX : Reduction.SUM, false,
            Expr.at(x, axes), all, List.of(), argmax));
    if (!finished) {
      Expr value =
          argmax == null
              ? Expr.read(result, index).over(Expr.constant(Axis.iterations(window)))
              : Expr.read(argmax, index);
      out.add(
          new Statement(
              layer.name() + (argmax == null ? " mean" : " number"), y, index, Reduction.NONE, false, value, kept,
              List.of(), null));
    }
    return y;
  }
}
