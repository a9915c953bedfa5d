package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.CRelu;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link CRelu}: any shape to one with twice as many channels. */
public final class CReluRule implements LayerLowering {
  @Override
  public Class<CRelu> annotation() {
    return CRelu.class;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    Shape input = inputs.getFirst();
    if (2L * input.elements() > Sizes.MAX_ELEMENTS) {
      diagnostics.report(
          Message.TOO_MANY_ELEMENTS, attributes.annotation(), "@CRelu '" + layer + "'", "twice " + input,
          2L * input.elements(), Sizes.MAX_ELEMENTS, "the input");
      return null;
    }
    List<Integer> dims = new ArrayList<>(input.dims());
    dims.set(dims.size() - 1, 2 * input.channels());
    return new Shape(dims);
  }

  /** {@code y[h, w, c] = max(x[h, w, c], 0); y[h, w, c + C] = max(-x[h, w, c], 0)}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(inputs.getFirst().shape());
    Expr x = Expr.at(inputs.getFirst(), axes);
    List<Affine> behind = new ArrayList<>(Affine.ofAll(axes));
    behind.add(behind.removeLast().plus(axes.getLast().extent()));
    out.add(Statement.assign(layer.name() + " positive part", y, axes, Expr.max(x, constant(0))));
    out.add(Statement.assign(layer.name() + " negative part", y, axes, Expr.max(x.negated(), constant(0))).at(behind));
    return y;
  }
}
