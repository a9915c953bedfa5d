package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * Lion (Chen et al., 2023, algorithm 2): {@code w -= learningRate * sign(beta1 m + (1 - beta1) g); m = beta2 m + (1 - beta2) g}, with decoupled
 * decay of weights.
 */
final class Lion implements OptimizerRule {
  @Override
  public List<Setting> settings() {
    return List.of(new Setting("beta1", 0.9f), new Setting("beta2", 0.99f));
  }

  @Override
  public float defaultLearningRate() {
    return 0.0001f;
  }

  @Override
  public void check(OptimizerValues values) {
    values.fraction("beta1");
    values.fraction("beta2");
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    Expr g = out.gradient();
    Expr m = out.slot("m");
    Expr sign = Decay.sign(Update.mean(decimal(attributes, "beta1"), m, g));
    out.parameter(out.parameter().minus(sign.times(out.learningRate())));
    out.keep("m", Update.mean(decimal(attributes, "beta2"), m, g));
  }
}
