package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Activation;
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
    Initializer chosen = Initializer.valueOf(layer.attributes().text("initializer"));
    if (chosen != Initializer.AUTO) {
      return chosen;
    }
    boolean rectified = layer.attributes().text("activation").equals(Activation.RELU.name());
    return rectified ? Initializer.HE_NORMAL : Initializer.GLOROT_UNIFORM;
  }

  /**
   * Adds the sum, then bias and activation. Where there is neither, the sum is the layer's output itself.
   *
   * @param sum makes the statement that fills a given buffer with the sum
   */
  static Buffer finish(LayerNode layer, Lowering out, Function<Buffer, Statement> sum) {
    Buffer y = out.value(layer.name(), layer.shape().dims());
    String activation = layer.attributes().text("activation");
    boolean bias = layer.attributes().flag("bias");
    if (!bias && activation.equals(Activation.IDENTITY.name())) {
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
    Activations.apply(activation, y, axes, value, out);
    return y;
  }
}
