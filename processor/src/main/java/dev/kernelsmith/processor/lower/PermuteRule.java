package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Permute;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Permute}: axes in another order. */
final class PermuteRule implements LayerLowering {
  @Override
  public Class<Permute> annotation() {
    return Permute.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape input = inputs.getFirst();
    List<Integer> order = new ShapeChecks("Permute", layer, attributes, diagnostics).axes("value", input);
    if (order == null) {
      return null;
    }
    if (order.size() != input.rank()) {
      diagnostics.report(Message.PERMUTE_AXES, attributes.at("value"), layer, order.size(), input, input.rank());
      return null;
    }
    return new Shape(order.stream().map(input.dims()::get).toList());
  }

  /** {@code y[w, h, c] = x[h, w, c]}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    int rank = x.shape().size();
    List<Axis> axes = Lowering.axes(x.shape());
    List<Integer> order = layer.attributes().integers("value").stream().map(a -> Math.floorMod(a, rank)).toList();
    List<Axis> permuted = order.stream().map(axes::get).toList();
    if (permuted.equals(axes)) {
      return x;
    }
    Buffer y = out.value(layer.name(), layer.shape().dims());
    Copies.add(layer, y, Affine.ofAll(permuted), x, Affine.ofAll(axes), permuted, out);
    return y;
  }
}
