package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/** Normalises the elements of sets of a sample: {@code (x - mean) / sqrt(variance + epsilon)}, or {@code x / sqrt(mean square + epsilon)}. */
final class SampleNorm {
  private final LayerNode layer;
  private final SampleSets sets;
  private final boolean centred;
  private final Lowering out;

  /**
   * The normalisation of a layer.
   *
   * @param sets the sets that have statistics of their own
   * @param centred whether the mean is subtracted
   */
  SampleNorm(LayerNode layer, SampleSets sets, boolean centred, Lowering out) {
    this.layer = layer;
    this.sets = sets;
    this.centred = centred;
    this.out = out;
  }

  /**
   * Adds the statements of the layer: normalisation, factor and summand where the annotation wants them, and activation.
   *
   * @param own axes of which each element has a factor and a summand of its own
   */
  Buffer lower(List<Axis> own) {
    List<Axis> axes = sets.axes();
    List<Integer> shape = own.stream().map(Axis::extent).toList();
    Expr result = normalised();
    if (layer.attributes().flag("scale")) {
      result = result.times(Expr.at(out.perElement(layer, "gamma", shape, Initializer.ONES), own));
    }
    if (centred && layer.attributes().flag("shift")) {
      result = result.plus(Expr.at(out.perElement(layer, "beta", shape, Initializer.ZEROS), own));
    }
    Buffer y = out.value(layer.name(), layer.shape().dims());
    Activations.apply(layer, y, axes, result, out);
    return y;
  }

  /**
   * The mean is that of differences to one of the elements, and what is normalised are these less their mean. So equal elements give 0, however large
   * they are, and digits that all have in common cost none.
   */
  private Expr normalised() {
    List<Axis> axes = sets.axes();
    Expr x = Expr.at(sets.x(), axes);
    Expr value = x;
    if (centred) {
      Expr difference = x.minus(new Expr.StopGradient(sets.element(out::add)));
      value = difference.minus(sets.mean("Difference", difference, out::add));
    }
    Expr square = sets.mean("Square", value.times(value), out::add);
    double epsilon = Double.parseDouble(Float.toString(layer.attributes().floating("epsilon")));
    Expr.Read deviation = sets.value("InverseDeviation");
    out.add(
        Statement.assign(
            layer.name() + " inverse deviation", deviation.buffer(), sets.kept(),
            constant(1).over(Expr.unary(UnaryOp.SQRT, square.plus(constant(epsilon))))));
    Buffer normalised = out.value(Buffer.nameOf(layer.name(), "Normalised"), sets.x().shape());
    out.add(Statement.assign(layer.name() + " normalisation", normalised, axes, value.times(deviation)));
    out.adjoint(normalised, sink -> adjoint(Expr.at(normalised, axes), deviation, sink));
    return Expr.at(normalised, axes);
  }

  /**
   * The gradient through mean and variance in its closed form, {@code dx = (dy - mean(dy) - y * mean(dy * y)) / deviation}: two sums side by side and
   * one more pass, where the derived one takes the second sum behind the first, and a cube of 1 / deviation that overflows where epsilon is tiny.
   */
  private void adjoint(Expr.Read y, Expr deviation, OwnAdjoint.Sink sink) {
    Expr dy = sink.of(y);
    Expr rest = centred ? dy.minus(sets.mean("Gradient", dy, sink::add)) : dy;
    Expr along = sets.mean("Weighted", dy.times(y), sink::add);
    sink.contribute(Expr.at(sets.x(), sets.axes()), sets.axes(), rest.minus(y.times(along)).times(deviation));
  }
}
