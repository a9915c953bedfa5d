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

/** {@link Concat}: two or more layers that differ in their channels at most to one with all of these. */
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
    Shape first = inputs.getFirst();
    boolean equal = true;
    int channels = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (!positions(inputs.get(i)).equals(positions(first))) {
        diagnostics.report(
            Message.CONCAT_SHAPES_DIFFER, attributes.at("value", i), layer, names.getFirst(), first, names.get(i),
            inputs.get(i));
        equal = false;
      }
      channels = (int) Math.min(Integer.MAX_VALUE, (long) channels + inputs.get(i).channels());
    }
    List<Integer> dims = new ArrayList<>(positions(first));
    dims.add(channels);
    return equal ? new ShapeChecks("Concat", layer, attributes, diagnostics).output("value", dims) : null;
  }

  /** The extents without the channels. */
  private static List<Integer> positions(Shape shape) {
    return shape.dims().subList(0, shape.dims().size() - 1);
  }

  /** {@code y[h, w, c] = a[h, w, c]; y[h, w, c + channels of a] = b[h, w, c]; ...}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    int start = 0;
    for (Buffer input : inputs) {
      List<Axis> axes = Lowering.axes(input.shape());
      List<Affine> index = new ArrayList<>(Affine.ofAll(axes));
      index.addLast(index.removeLast().plus(start));
      out.add(
          new Statement(
              layer.name() + " forward", y, index, Reduction.NONE, false, Expr.at(input, axes), axes, List.of(), null));
      start += input.shape().getLast();
    }
    return y;
  }
}
