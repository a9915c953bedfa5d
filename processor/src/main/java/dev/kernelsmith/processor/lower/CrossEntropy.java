package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/** {@code -q log p}, the sum over classes, of probabilities; see {@link ClassShares}. */
final class CrossEntropy implements LossRule.OfOneFormula {
  /** The least probability that a logarithm is taken of, and a gradient. */
  private static final double LEAST = 1e-7;

  @Override
  public List<Setting> settings() {
    return OF_CLASSES;
  }

  @Override
  public Target target(LossValues values) {
    return ClassShares.target(values);
  }

  @Override
  public List<Activation> takes() {
    return List.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.HARD_SIGMOID);
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    ClassShares classes = new ClassShares(buffers, axes);
    classes.lower(out);
    buffers.sum(out, axes, classes.ofPosition(classes.share().times(logarithm(buffers.y(axes)).negated())));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    ClassShares classes = new ClassShares(buffers, axes);
    return classes.ofPosition(classes.share().times(constant(-1).over(bounded(buffers.y(axes)))));
  }

  /** The logarithm of a probability. */
  static Expr logarithm(Expr p) {
    return Expr.unary(UnaryOp.LOG, bounded(p));
  }

  /** A probability, not too small. */
  static Expr bounded(Expr p) {
    return Expr.max(p, constant(LEAST));
  }
}
