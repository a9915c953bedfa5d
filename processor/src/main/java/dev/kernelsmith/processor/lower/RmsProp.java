package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.unary;

import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * RMSProp (Tieleman and Hinton, lecture 6e, 2012): {@code v = rho v + (1 - rho) g^2; d = g / (sqrt(v) + epsilon)}; centered (Graves, 2013)
 * {@code mean = rho mean + (1 - rho) g; d = g / (sqrt(v - mean^2) + epsilon)}. Then {@code w -= learningRate * d}, with momentum {@code velocity = momentum velocity + d;
 * w -= learningRate * velocity}, with Nesterov's look-ahead {@code w -= learningRate * (d + momentum velocity)}.
 */
final class RmsProp implements OptimizerRule {
  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("rho", 0.9f), new Setting("momentum", 0), new Setting("epsilon", 1e-8f), Setting.flag("centered"),
        Setting.flag("nesterov"));
  }

  @Override
  public float defaultLearningRate() {
    return 0.001f;
  }

  @Override
  public void check(OptimizerValues values) {
    if (values.fraction("rho")) {
      OptimizerRule.checkEpsilon(values, 1 - OptimizerRule.decimal(values.number("rho")));
    }
    if (values.fraction("momentum") && values.number("momentum") == 0) {
      values.noEffect("nesterov", "momentum", "0.9f");
    }
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    double rho = decimal(attributes, "rho");
    double momentum = decimal(attributes, "momentum");
    Expr g = out.gradient();
    Expr variance = out.slot("v", old -> Update.mean(rho, old, g.times(g)));
    if (attributes.flag("centered")) {
      Expr mean = out.slot("mean", old -> Update.mean(rho, old, g));
      // By rounding it may be below 0 where all gradients are equal.
      variance = Expr.max(variance.minus(mean.times(mean)), constant(0));
    }
    Expr direction = g.over(unary(UnaryOp.SQRT, variance).plus(constant(decimal(attributes, "epsilon"))));
    if (momentum > 0) {
      Expr scaled = out.gradient(direction);
      Expr velocity = out.slot("velocity", old -> old.times(constant(momentum)).plus(scaled));
      direction = attributes.flag("nesterov") ? scaled.plus(velocity.times(constant(momentum))) : velocity;
    }
    out.parameter(out.parameter().minus(direction.times(out.learningRate())));
  }
}
