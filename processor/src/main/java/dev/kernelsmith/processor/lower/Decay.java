package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.select;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;

/**
 * What is done to gradients and parameters beside an optimizer's own rule, whichever that is.
 *
 * @param weights decoupled decay (Loshchilov and Hutter, 2019): {@code w -= learningRate * weights * w}
 * @param l1 factor of a penalty {@code l1 |w|}
 * @param l2 factor of a penalty {@code l2 w^2 / 2}
 * @param value most that an element of the gradient may be, in magnitude; 0 for no limit
 * @param norm most that the norm of the whole gradient may be (Pascanu, Mikolov and Bengio, 2013); 0 for no limit
 * @param average what a moving average of the weights keeps of itself in a step; 0 for none
 */
public record Decay(double weights, double l1, double l2, double value, double norm, double average) {
  /** Nothing. */
  public static final Decay NONE = new Decay(0, 0, 0, 0, 0, 0);

  /** What an annotation asks for. */
  public static Decay of(OptimizerRule rule, Attributes attributes) {
    return new Decay(
        rule.decimal(attributes, "weightDecay"), rule.decimal(attributes, "l1"), rule.decimal(attributes, "l2"),
        rule.decimal(attributes, "clipValue"), rule.decimal(attributes, "clipNorm"),
        rule.decimal(attributes, "averageDecay"));
  }

  /** A gradient by the loss, by value and then by norm. */
  Expr clipped(Expr gradient, Update out) {
    Expr limited = limited(gradient);
    if (norm == 0) {
      return limited;
    }
    Expr squares = out.sum("gradientSquares", limited.times(limited));
    Expr tooLong = constant(norm).over(Expr.unary(UnaryOp.SQRT, squares));
    return limited.times(
        out.factor("clip", select(Relation.GREATER, squares, constant(norm * norm), tooLong, constant(1))));
  }

  /** A gradient by the loss, by value. */
  Expr limited(Expr gradient) {
    return value == 0 ? gradient : Expr.max(Expr.min(gradient, constant(value)), constant(-value));
  }

  /** A gradient with the derivatives of the penalties. */
  Expr penalized(Expr gradient, Expr parameter) {
    Expr result = l2 == 0 ? gradient : gradient.plus(parameter.times(constant(l2)));
    return l1 == 0 ? result : result.plus(sign(parameter).times(constant(l1)));
  }

  /** 1, 0 or -1. */
  static Expr sign(Expr value) {
    return select(
        Relation.GREATER, value, constant(0), constant(1),
        select(Relation.GREATER, constant(0), value, constant(-1), constant(0)));
  }

  /** A parameter that has decayed. */
  Expr decayed(Expr parameter, Update out) {
    return weights == 0
        ? parameter
        : parameter.times(out.factor("kept", constant(1).minus(out.learningRate().times(constant(weights)))));
  }
}
