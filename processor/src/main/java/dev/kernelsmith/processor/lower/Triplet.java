package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code max(0, |a - p|^2 - |a - n|^2 + margin)} of an output {@code a, p, n} (Schroff, Kalenichenko and Philbin, CVPR 2015). Where it is above 0 its gradients are {@code 2 (n - p)}, {@code 2 (p - a)}
 * and {@code 2 (a - n)}.
 */
final class Triplet implements LossRule {
  /** Squares that overflow count as this, so that their difference is a number. */
  private static final double LARGEST = 1e38;

  @Override
  public List<Setting> settings() {
    return List.of(new Setting("margin", 0.2));
  }

  @Override
  public Target target(LossValues values) {
    return Target.NONE;
  }

  @Override
  public void checkLayer(LossValues loss, LayerNode layer, Diagnostics diagnostics) {
    if (layer.shape().rank() > 1 || layer.shape().elements() % 3 != 0) {
      diagnostics.report(
          Message.LOSS_SHAPE, loss.attributes().at("value"), loss.function(), layer.name(), layer.shape());
    }
  }

  private static Axis axis(Buffers buffers) {
    return new Axis("u", buffers.output().elements() / 3);
  }

  /** An element of one of the three vectors. */
  private static Expr vector(Buffers buffers, int number) {
    return Expr.read(buffers.output(), List.of(place(buffers, number)));
  }

  private static Affine place(Buffers buffers, int number) {
    return Affine.of(axis(buffers)).plus(number * axis(buffers).extent());
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    Expr positive = distance(buffers, "Positive", 1, out);
    Expr negative = distance(buffers, "Negative", 2, out);
    out.add(
        Statement.assign(
            buffers.loss().label() + " margin", missing(buffers), List.of(),
            positive.minus(negative).plus(constant(buffers.number("margin")))));
    out.add(
        Statement.assign(
            buffers.loss().label(), buffers.loss(), List.of(),
            Expr.max(Expr.read(missing(buffers), List.of()), constant(0))));
  }

  private static Expr distance(Buffers buffers, String name, int number, Lowering out) {
    Buffer distance = buffers.value(name, List.of());
    Expr difference = vector(buffers, 0).minus(vector(buffers, number));
    out.add(
        Statement.sum(
            buffers.loss().label() + " distance", distance, List.of(), List.of(axis(buffers)),
            difference.times(difference)));
    return Expr.min(Expr.read(distance, List.of()), constant(LARGEST));
  }

  /** What is missing to the margin. */
  private static Buffer missing(Buffers buffers) {
    return buffers.value("Missing", List.of());
  }

  @Override
  public void backward(Buffers buffers, UnaryOperator<Expr> shared, Buffer gradient, Lowering out) {
    for (int number = 0; number < 3; number++) {
      Expr derivative = vector(buffers, 2 - number).minus(vector(buffers, (4 - number) % 3)).times(constant(2));
      Expr active =
          Expr.select(
              Relation.GREATER, Expr.read(missing(buffers), List.of()), constant(0), derivative, constant(0));
      out.add(
          new Statement(
              buffers.loss().label() + " backward", gradient, List.of(place(buffers, number)), Reduction.NONE, false,
              shared.apply(active), List.of(axis(buffers)), List.of(), null));
    }
  }
}
