package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.unary;

import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * AdaMax (Kingma and Ba, 2015, algorithm 2): {@code m = beta1 m + (1 - beta1) g; u = max(beta2 u, |g|);
 * w -= learningRate / (1 - beta1^t) * m / (u + epsilon)}. The paper has no epsilon, and divides by 0 where no gradient was yet.
 */
final class Adamax implements OptimizerRule {
  @Override
  public List<Setting> settings() {
    return List.of(new Setting("beta1", 0.9f), new Setting("beta2", 0.999f), new Setting("epsilon", 1e-8f));
  }

  @Override
  public float defaultLearningRate() {
    return 0.002f;
  }

  @Override
  public void check(OptimizerValues values) {
    values.fraction("beta1");
    values.fraction("beta2");
    values.positive("epsilon");
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    double beta1 = decimal(attributes, "beta1");
    double beta2 = decimal(attributes, "beta2");
    Expr rate = out.factor("rate", out.learningRate().over(Adam.oneMinusPower(beta1, out.step())));
    Expr g = out.gradient();
    Expr m = out.slot("m", old -> Update.mean(beta1, old, g));
    Expr u = out.slot("u", old -> Expr.max(old.times(constant(beta2)), unary(UnaryOp.ABS, g)));
    Expr direction = m.over(u.plus(constant(decimal(attributes, "epsilon"))));
    out.parameter(out.parameter().minus(direction.times(rate)));
  }
}
