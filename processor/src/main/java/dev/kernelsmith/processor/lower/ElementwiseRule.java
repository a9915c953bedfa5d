package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.Broadcast;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Layers joined element by element, their shapes broadcast: a row of the table of layers for each operator.
 *
 * @param annotation the annotation
 * @param operator of two elements; of three, the first two come first
 * @param any whether there may be more than two
 */
record ElementwiseRule(Class<? extends Annotation> annotation, BinaryOperator<Expr> operator, boolean any)
    implements
      LayerLowering {
  @Override
  public List<String> namedInputs(Attributes attributes) {
    return attributes.texts("value");
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics);
    int named = namedInputs(attributes).size();
    return any ? checks.twoNamed(named) : checks.onlyTwoNamed(named);
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    List<String> names = namedInputs(attributes);
    boolean fit = true;
    List<Integer> dims = List.of();
    for (int i = 0; i < inputs.size(); i++) {
      List<Integer> own = inputs.get(i).dims();
      for (int j = 0; j < i; j++) {
        if (Broadcast.of(inputs.get(j).dims(), own) == null) {
          diagnostics.report(
              Message.BROADCAST_SHAPES, attributes.at("value", i), annotation.getSimpleName(), layer, names.get(j),
              inputs.get(j), names.get(i), inputs.get(i));
          fit = false;
          break;
        }
      }
      dims = fit ? Objects.requireNonNull(Broadcast.of(dims, own)) : dims;
    }
    return fit
        ? new ShapeChecks(annotation.getSimpleName(), layer, attributes, diagnostics).output("value", dims)
        : null;
  }

  /** {@code y[h, w, c] = a[h, w, c] + b[c]}, or another operator. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    Expr value = inputs.stream().<Expr>map(input -> broadcast(input, axes)).reduce(operator).orElseThrow();
    Activations.apply(layer, y, axes, value, out);
    return y;
  }

  /** The element of a buffer that goes with an element of what it is broadcast to. */
  static Expr.Read broadcast(Buffer buffer, List<Axis> axes) {
    int missing = axes.size() - buffer.shape().size();
    List<Affine> index = new ArrayList<>();
    for (int d = 0; d < buffer.shape().size(); d++) {
      Axis axis = axes.get(missing + d);
      index.add(buffer.shape().get(d) == 1 && axis.extent() > 1 ? Affine.ZERO : Affine.of(axis));
    }
    return Expr.read(buffer, index);
  }
}
