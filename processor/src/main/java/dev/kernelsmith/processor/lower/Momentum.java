package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * {@code v = momentum * v + g; w -= learningRate * v} (Polyak, 1964); with Nesterov's look-ahead
 * {@code w -= learningRate * (g + momentum * v)} (Sutskever et al., 2013).
 */
final class Momentum implements OptimizerRule {
  private final boolean nesterov;

  /**
   * A rule.
   *
   * @param nesterov whether it always looks ahead
   */
  Momentum(boolean nesterov) {
    this.nesterov = nesterov;
  }

  @Override
  public List<Setting> settings() {
    Setting momentum = new Setting("momentum", 0.9f);
    return nesterov ? List.of(momentum) : List.of(momentum, Setting.flag("nesterov"));
  }

  @Override
  public float defaultLearningRate() {
    return 0.01f;
  }

  @Override
  public void check(OptimizerValues values) {
    values.fraction("momentum");
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    Expr momentum = constant(decimal(attributes, "momentum"));
    Expr gradient = out.gradient();
    Expr velocity = out.slot("velocity", v -> v.times(momentum).plus(gradient));
    Expr direction = nesterov || attributes.flag("nesterov") ? gradient.plus(velocity.times(momentum)) : velocity;
    out.parameter(out.parameter().minus(direction.times(out.learningRate())));
  }
}
