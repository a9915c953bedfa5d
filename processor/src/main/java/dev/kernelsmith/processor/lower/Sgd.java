package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/** {@code w -= learningRate * g}. */
final class Sgd implements OptimizerRule {
  @Override
  public List<String> slots(Attributes attributes) {
    return List.of();
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
    return new Step(List.of(), parameter.minus(gradient.times(new Expr.Scalar("learningRate"))));
  }
}
