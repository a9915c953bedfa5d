package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

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
  public List<String> slots(Attributes attributes) {
    return List.of("m", "v");
  }

  @Override
  public List<String> settings() {
    return List.of("beta1", "beta2", "epsilon");
  }

  @Override
  public float defaultLearningRate() {
    return 0.001f;
  }

  @Override
  public List<Factor> factors(Attributes attributes) {
    String beta1 = Double.toString(decimal(attributes.floating("beta1")));
    String beta2 = Double.toString(decimal(attributes.floating("beta2")));
    return List.of(
        new Factor("correction", "Math.sqrt(-" + powerMinusOne(beta2) + ")"),
        new Factor("rate", "learningRate * correction / -" + powerMinusOne(beta1)),
        new Factor("epsilon", decimal(attributes.floating("epsilon")) + " * correction"));
  }

  /** Source of {@code beta^step - 1}. Not by {@code StrictMath.pow}, which allocates small arrays until it is compiled. */
  private static String powerMinusOne(String beta) {
    return "StrictMath.expm1(step * StrictMath.log(" + beta + "))";
  }

  @Override
  public Step step(Attributes attributes, Expr parameter, Expr gradient, List<Expr> slots, List<Expr> newSlots) {
    double beta1 = decimal(attributes.floating("beta1"));
    double beta2 = decimal(attributes.floating("beta2"));
    Expr m = slots.get(0).times(constant(beta1)).plus(gradient.times(constant(1 - beta1)));
    Expr v = slots.get(1).times(constant(beta2)).plus(gradient.times(gradient).times(constant(1 - beta2)));
    Expr root = Expr.unary(UnaryOp.SQRT, newSlots.get(1)).plus(new Expr.Scalar("epsilon"));
    return new Step(
        List.of(m, v), parameter.minus(newSlots.get(0).times(new Expr.Scalar("rate")).over(root)));
  }

  /** The double that is written like the float, so that 0.999f means 0.999. */
  private static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
