package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.FeedForward;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link FeedForward}: any shape to the same, by more units between. */
final class FeedForwardRule implements LayerLowering {
  @Override
  public Class<FeedForward> annotation() {
    return FeedForward.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    return new ShapeChecks("FeedForward", layer, attributes, diagnostics).positive("units");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("FeedForward", layer, attributes, diagnostics);
    Shape input = inputs.getFirst();
    boolean fits =
        checks.output("units", withLast(input.dims(), attributes.integer("units"))) != null
            && checks.parameters("units", parameterFloats(attributes, inputs), input);
    return fits ? input : null;
  }

  private static List<Integer> withLast(List<Integer> shape, int last) {
    List<Integer> other = new ArrayList<>(shape);
    other.set(other.size() - 1, last);
    return other;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    int channels = inputs.getFirst().channels();
    int units = attributes.integer("units");
    long bias = attributes.flag("bias") ? 1 : 0;
    return Sizes.plus(Sizes.padded(channels + bias, units), Sizes.padded(units + bias, channels));
  }

  @Override
  public String parameterInput(Shape input) {
    return input.channelsText();
  }

  /** {@code h[t, f] = activation(sum over k of x[t, k] * weights[k, f] + bias[f])}, and the same back to {@code y[t, u]} without an activation. */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer x = inputs.getFirst();
    Buffer y = out.value(layer.name(), x.shape());
    List<Axis> all = Lowering.axes(x.shape());
    List<Axis> places = all.subList(0, all.size() - 1);
    Axis channel = new Axis("k", x.shape().getLast());
    Axis unit = new Axis("f", layer.attributes().integer("units"));
    Axis result = new Axis("u", x.shape().getLast());
    Buffer inner = out.value(Buffer.nameOf(layer.name(), "Inner"), withLast(x.shape(), unit.extent()));
    List<Axis> units = Statement.concat(places, List.of(unit));
    boolean bias = layer.attributes().flag("bias");
    Buffer products = out.value(Buffer.nameOf(layer.name(), "InnerProducts"), inner.shape());
    Expr z = sum("inner", layer, x, products, places, channel, unit, WeightedSum.initializer(layer), out);
    Activations.apply(layer, inner, units, z, out);
    Initializer chosen = layer.attributes().constant("initializer", Initializer.class);
    Initializer start = chosen == Initializer.AUTO ? Initializer.GLOROT_UNIFORM : chosen;
    Buffer sum = bias ? out.value(Buffer.nameOf(layer.name(), "Products"), y.shape()) : y;
    Expr value = sum("output", layer, inner, sum, places, unit, result, start, out);
    if (bias) {
      out.add(Statement.assign(layer.name() + " forward", y, Statement.concat(places, List.of(result)), value));
    }
    return y;
  }

  private static Expr sum(
      String kind, LayerNode layer, Buffer x, Buffer sum, List<Axis> places, Axis from, Axis to, Initializer start,
      Lowering out) {
    List<Integer> shape = List.of(from.extent(), to.extent());
    Buffer weights = out.parameter(layer, kind + "Weights", shape, shape, start, from.extent(), to.extent());
    List<Axis> output = Statement.concat(places, List.of(to));
    Expr product =
        Expr.at(x, Statement.concat(places, List.of(from))).times(Expr.at(weights, List.of(from, to)));
    out.add(Statement.sum(layer.name() + " " + kind, sum, output, List.of(from), product));
    Expr value = Expr.at(sum, output);
    return layer.attributes().flag("bias")
        ? value
            .plus(Expr.at(out.perElement(layer, kind + "Bias", List.of(to.extent()), Initializer.ZEROS), List.of(to)))
        : value;
  }
}
