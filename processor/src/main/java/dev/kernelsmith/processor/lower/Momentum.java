package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * {@code v = momentum * v + g; w -= learningRate * v} (Polyak, 1964); with Nesterov's look-ahead
 * {@code w -= learningRate * (g + momentum * v)} (Sutskever et al., 2013).
 */
final class Momentum implements OptimizerRule {
  @Override
  public List<String> slots(Attributes attributes) {
    return List.of("velocity");
  }

  @Override
  public List<String> settings() {
    return List.of("momentum", "nesterov");
  }

  @Override
  public float defaultLearningRate() {
    return 0.01f;
  }

  @Override
  public List<Factor> factors(Attributes attributes) {
    return List.of();
  }

  @Override
  public Step step(Attributes attributes, Expr parameter, Expr gradient, List<Expr> slots, List<Expr> newSlots) {
    Expr momentum = constant(attributes.floating("momentum"));
    Expr velocity = newSlots.get(0);
    Expr direction = attributes.flag("nesterov") ? gradient.plus(velocity.times(momentum)) : velocity;
    return new Step(
        List.of(slots.get(0).times(momentum).plus(gradient)),
        parameter.minus(direction.times(new Expr.Scalar("learningRate"))));
  }
}
