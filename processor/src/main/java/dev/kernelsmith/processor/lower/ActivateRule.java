package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Activate;
import dev.kernelsmith.annotations.Activation;
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

/** {@link Activate}: any shape to that shape. */
public final class ActivateRule implements LayerLowering {
  /** The axis that is meant where none is given. */
  private static final int LAST = -1;

  @Override
  public Class<Activate> annotation() {
    return Activate.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    Activation function = attributes.constant("value", Activation.class);
    boolean sums = function == Activation.SOFTMAX || function == Activation.LOG_SOFTMAX;
    boolean sound = sums || attributes.integer("axis") == LAST;
    if (!sound) {
      diagnostics.report(Message.ACTIVATION_WITHOUT_AXIS, attributes.at("axis"), "Activate", layer, function);
    }
    return sound;
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Activate", layer, attributes, diagnostics);
    return checks.axis("axis", inputs.getFirst()) < 0 ? null : inputs.getFirst();
  }

  /** {@code y[h, w, c] = f(x[h, w, c])}. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Expr.Read x = Expr.at(inputs.getFirst(), Lowering.axes(inputs.getFirst().shape()));
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    Axis axis = axes.get(Math.floorMod(layer.attributes().integer("axis"), axes.size()));
    ActivationRule rule =
        switch (layer.attributes().constant("value", Activation.class)) {
          case SOFTMAX -> Softmax.over(axis);
          case LOG_SOFTMAX -> Softmax.logarithmOver(axis);
          default -> Activations.rule(layer);
        };
    rule.apply(y, axes, x, out);
    return y;
  }
}
