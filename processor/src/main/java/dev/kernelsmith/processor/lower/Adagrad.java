package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.unary;

import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/**
 * AdaGrad (Duchi, Hazan and Singer, JMLR 2011): {@code sum += g^2; w -= learningRate * g / (sqrt(sum) + epsilon)}. The sum begins at
 * {@code initialAccumulator}, which the slot leaves out: slots begin at 0.
 */
final class Adagrad implements OptimizerRule {
  @Override
  public List<Setting> settings() {
    return List.of(new Setting("initialAccumulator", 0), new Setting("epsilon", 1e-10f));
  }

  @Override
  public float defaultLearningRate() {
    return 0.01f;
  }

  @Override
  public void check(OptimizerValues values) {
    values.notNegative("initialAccumulator");
    OptimizerRule.checkEpsilon(values, 1);
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    Expr g = out.gradient();
    Expr sum = out.slot("squares", old -> old.plus(g.times(g)));
    double initial = decimal(attributes, "initialAccumulator");
    Expr root = unary(UnaryOp.SQRT, initial == 0 ? sum : sum.plus(constant(initial)));
    Expr direction = g.over(root.plus(constant(decimal(attributes, "epsilon"))));
    out.parameter(out.parameter().minus(direction.times(out.learningRate())));
  }
}
