package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.unary;

import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * AdaDelta (Zeiler, 2012, algorithm 1): {@code v = rho v + (1 - rho) g^2; d = sqrt(delta + epsilon) / sqrt(v + epsilon) g;
 * delta = rho delta + (1 - rho) d^2; w -= learningRate * d}. The paper has no learning rate: it is 1.
 */
final class Adadelta implements OptimizerRule {
  @Override
  public List<Setting> settings() {
    return List.of(new Setting("rho", 0.95f), new Setting("epsilon", 1e-6f));
  }

  @Override
  public float defaultLearningRate() {
    return 1;
  }

  @Override
  public void check(OptimizerValues values) {
    values.fraction("rho");
    values.positive("epsilon");
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    double rho = decimal(attributes, "rho");
    Expr epsilon = constant(decimal(attributes, "epsilon"));
    Expr g = out.gradient();
    Expr v = out.slot("v", old -> Update.mean(rho, old, g.times(g)));
    Expr delta = out.slot("delta");
    Expr step = out.gradient(g.times(unary(UnaryOp.SQRT, delta.plus(epsilon).over(v.plus(epsilon)))));
    out.parameter(out.parameter().minus(step.times(out.learningRate())));
    out.keep("delta", Update.mean(rho, delta, step.times(step)));
  }
}
