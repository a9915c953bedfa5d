package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Embedding;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Embedding}: any shape to that shape and the units; a single number to the units. */
final class EmbeddingRule implements LayerLowering {
  @Override
  public Class<Embedding> annotation() {
    return Embedding.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Embedding", layer, attributes, diagnostics);
    return OneHotRule.sound(checks, "vocabulary") & checks.positive("units");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("Embedding", layer, attributes, diagnostics);
    Shape output = OneHotRule.shape(checks, "units", inputs.getFirst());
    boolean fits =
        output != null && checks.parameters("vocabulary", parameterFloats(attributes, inputs), inputs.getFirst());
    return fits ? output : null;
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    return Sizes.padded(attributes.integer("vocabulary"), attributes.integer("units"));
  }

  @Override
  public String parameterInput(Shape input) {
    return "any shape";
  }

  /**
   * {@code y[t, u] += x[t] == k ? weights[k, u] : 0}. That sum and its gradient have an axis with one place that counts ({@code ir.Selected}), so that
   * neither loops over the table.
   */
  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    int vocabulary = layer.attributes().integer("vocabulary");
    int units = layer.attributes().integer("units");
    Initializer start = layer.attributes().constant("initializer", Initializer.class);
    List<Integer> shape = List.of(vocabulary, units);
    Buffer weights =
        out.parameter(
            layer, "weights", shape, shape, start == Initializer.AUTO ? Initializer.NORMAL : start, vocabulary, units);
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    List<Axis> places = axes.subList(0, axes.size() - 1);
    Axis row = new Axis("k", vocabulary);
    List<Axis> ofRow = List.of(row, axes.getLast());
    Expr value =
        Expr.select(
            Relation.EQUAL, OneHotRule.number(inputs.getFirst(), places), new Expr.Index(Affine.of(row)),
            Expr.at(weights, ofRow), constant(0));
    out.add(
        new Statement(
            layer.name() + " forward", y, Affine.ofAll(axes), Reduction.SUM, false, value,
            Statement.concat(places, ofRow), List.of(), null));
    return y;
  }
}
