package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.unary;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
 * w -= learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)}. Both corrections depend on the step only and are
 * moved out of the loop, with {@code c = sqrt(1 - beta2^t)}: {@code w -= (learningRate c / (1 - beta1^t)) m / (sqrt(v) + epsilon c)}.
 */
final class Adam implements OptimizerRule {
  @Override
  public List<String> settings() {
    return List.of("beta1", "beta2", "epsilon");
  }

  @Override
  public float defaultLearningRate() {
    return 0.001f;
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    double beta1 = OptimizerRule.decimal(attributes, "beta1");
    double beta2 = OptimizerRule.decimal(attributes, "beta2");
    Expr correction = out.factor("correction", unary(UnaryOp.SQRT, oneMinusPower(beta2, out.step())));
    Expr rate = out.factor("rate", out.learningRate().times(correction).over(oneMinusPower(beta1, out.step())));
    Expr epsilon = out.factor("epsilon", constant(OptimizerRule.decimal(attributes, "epsilon")).times(correction));
    Expr g = out.gradient();
    Expr m = out.slot("m", old -> old.times(constant(beta1)).plus(g.times(constant(1 - beta1))));
    Expr v = out.slot("v", old -> old.times(constant(beta2)).plus(g.times(g).times(constant(1 - beta2))));
    out.parameter(out.parameter().minus(m.times(rate).over(unary(UnaryOp.SQRT, v).plus(epsilon))));
  }

  /** {@code 1 - beta^step}, without losing bits where the power is near 1. */
  private static Expr oneMinusPower(double beta, Expr step) {
    return unary(UnaryOp.EXPM1, step.times(unary(UnaryOp.LOG, constant(beta)))).negated();
  }
}
