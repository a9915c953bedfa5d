package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.select;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * {@code -log softmax(z)[class]}. Its gradient {@code softmax(z) - onehot(class)} is used in this fused form: the derived one
 * divides by the probability and loses it where that underflows.
 */
final class SoftmaxCrossEntropy implements LossRule {
  @Override
  public Target target() {
    return Target.CLASS;
  }

  @Override
  public Activation activation() {
    return Activation.SOFTMAX;
  }

  @Override
  public void checkLayer(Attributes loss, LayerNode layer, Diagnostics diagnostics) {
    String function = loss.text("value");
    if (layer.shape().rank() > 1) {
      diagnostics.report(Message.LOSS_SHAPE, loss.at("value"), function, layer.name(), layer.shape());
    } else if (layer.shape().elements() == 1) {
      diagnostics.report(Message.ONE_CLASS, loss.at("value"), function, layer.name());
    }
  }

  /** {@code log(sum of exp(z - max)) + max - z[class]}. */
  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    String name = buffers.loss().label();
    Buffer picked = out.value(Buffer.nameOf(buffers.loss().name(), "ClassLogit"), List.of());
    out.add(
        Statement.sum(
            name + " class logit", picked, List.of(), axes, ofClass(buffers, axes, Expr.at(buffers.output(), axes))));
    Softmax.Parts softmax = Softmax.partsOf(buffers.probabilities());
    out.add(
        Statement.assign(
            name,
            buffers.loss(),
            List.of(),
            Expr.unary(UnaryOp.LOG, Expr.read(softmax.sum(), List.of()))
                .plus(Expr.read(softmax.max(), List.of()))
                .minus(Expr.read(picked, List.of()))));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    return Expr.at(buffers.probabilities(), axes).minus(ofClass(buffers, axes, constant(1)));
  }

  /** A value where the unit is the class, else 0. */
  private static Expr ofClass(Buffers buffers, List<Axis> axes, Expr value) {
    Expr unit = new Expr.Index(Affine.of(axes.getLast()));
    return select(Relation.EQUAL, unit, Expr.read(buffers.target(), List.of()), value, constant(0));
  }
}
