package dev.kernelsmith.processor.generated;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Update;
import dev.kernelsmith.processor.read.Attributes;

/**
 * An optimizer for tests, with all that one may have: two sums over all gradients, a factor that follows from each (the gradient is scaled so
 * that its norm is at most a limit, as Pascanu et al., 2013, do), decay of some parameters, a slot, and numbers of the step.
 *
 * @param limit of the gradient's norm
 */
record ClippedDescent(double limit) implements OptimizerRule {
  private static final double DECAY = 0.01;

  @Override
  public float defaultLearningRate() {
    return 0.1f;
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    Expr g = out.gradient();
    Expr rate = out.factor("slower", out.learningRate().over(out.step().plus(constant(1))));
    Expr squares = out.sum("squares", g.times(g));
    Expr weights = out.sum("weights", Expr.unary(UnaryOp.ABS, out.parameter()).times(rate));
    Expr scale =
        out.factor(
            "scale",
            Expr.select(
                Relation.GREATER, squares, constant(limit * limit),
                constant(limit).over(Expr.unary(UnaryOp.SQRT, squares)), constant(1)));
    Expr shrink = out.factor("shrink", constant(1).over(weights.plus(constant(1))));
    Expr mean = out.slot("mean", old -> old.times(constant(0.5)).plus(g.times(scale)));
    Expr kept = out.decays() ? out.parameter().times(constant(1 - DECAY)) : out.parameter();
    out.parameter(kept.minus(mean.times(rate).times(shrink)));
  }
}
