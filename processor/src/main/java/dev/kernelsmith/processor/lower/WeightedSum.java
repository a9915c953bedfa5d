package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.function.Function;

/** What layers that sum products with weights have in common: initializer, bias and activation. */
final class WeightedSum {
  private WeightedSum() {}

  /** The initializer of the weights; AUTO suits the activation. */
  static Initializer initializer(LayerNode layer) {
    Initializer chosen = layer.attributes().constant("initializer", Initializer.class);
    return chosen == Initializer.AUTO ? Activations.rule(layer).initializer() : chosen;
  }

  /**
   * Adds the sum, then bias and activation. Where there is neither, the sum is the layer's output itself.
   *
   * @param sum makes the statement that fills a given buffer with the sum
   */
  static Buffer finish(LayerNode layer, Lowering out, Function<Buffer, Statement> sum) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    boolean bias = layer.attributes().flag("bias");
    if (!bias && Activations.isIdentity(layer)) {
      out.add(sum.apply(y));
      return y;
    }
    Buffer z = out.value(Buffer.nameOf(layer.name(), "Sum"), y.shape());
    out.add(sum.apply(z));
    List<Axis> axes = Lowering.axes(y.shape());
    Expr value = Expr.at(z, axes);
    if (bias) {
      value = value.plus(Expr.at(out.bias(layer), List.of(axes.getLast())));
    }
    Activations.apply(layer, y, axes, value, out);
    return y;
  }
}
