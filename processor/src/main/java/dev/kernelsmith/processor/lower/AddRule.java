package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Add}: two or more layers of one shape to that shape. */
public final class AddRule implements LayerLowering {
  @Override
  public Class<Add> annotation() {
    return Add.class;
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    return attributes.texts("value");
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks("Add", layer, attributes, diagnostics).twoNamed(namedInputs(attributes).size());
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    List<String> names = namedInputs(attributes);
    Shape first = inputs.getFirst();
    boolean equal = true;
    for (int i = 1; i < inputs.size(); i++) {
      if (!inputs.get(i).equals(first)) {
        diagnostics.report(
            Message.ADD_SHAPES_DIFFER, attributes.at("value", i), layer, names.getFirst(), first, names.get(i),
            inputs.get(i));
        equal = false;
      }
    }
    return equal ? first : null;
  }

  /** {@code y[i] = a[i] + b[i] + ...}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    Expr sum = Expr.at(inputs.getFirst(), axes);
    for (Buffer input : inputs.subList(1, inputs.size())) {
      sum = sum.plus(Expr.at(input, axes));
    }
    Activations.apply(layer, y, axes, sum, out);
    return y;
  }
}
