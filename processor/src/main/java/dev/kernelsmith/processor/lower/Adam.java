package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.unary;

import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.OptimizerValues;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
 * w -= learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)}. Both corrections depend on the step only and are
 * moved out of the loop, with {@code c = sqrt(1 - beta2^t)}: {@code w -= (learningRate c / (1 - beta1^t)) m / (sqrt(v) + epsilon c)}.
 */
final class Adam implements OptimizerRule {
  /** Forms of the rule. */
  enum Form {
    /** That of the paper. */
    PLAIN,
    /** With decay of weights by itself (Loshchilov and Hutter, 2019, algorithm 2): the same, with a decay that is not 0 by default. */
    DECOUPLED,
    /** With the largest second moment so far in place of the last (Reddi, Kale and Kumar, 2018), corrected like that. */
    LARGEST,
    /**
     * With Nesterov's look-ahead (Dozat, 2016, with one momentum for all steps): {@code beta1 m / (1 - beta1^(t+1)) + (1 - beta1) g / (1 - beta1^t)} in place
     * of {@code m / (1 - beta1^t)}.
     */
    LOOK_AHEAD
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(
        List.of(new Setting("beta1", 0.9f), new Setting("beta2", 0.999f), new Setting("epsilon", 1e-8f)));
    if (form == Form.DECOUPLED) {
      settings.add(new Setting("weightDecay", 0.01f));
    }
    return settings;
  }

  private final Form form;

  Adam(Form form) {
    this.form = form;
  }

  @Override
  public float defaultLearningRate() {
    return form == Form.LOOK_AHEAD ? 0.002f : 0.001f;
  }

  /** Ranges; then what is too small or too large for the float arithmetic of a step only together with other values. */
  @Override
  public void check(OptimizerValues values) {
    boolean sound = values.positive("epsilon") & values.fraction("beta1") & values.fraction("beta2");
    float rate = values.learningRate();
    if (!sound || !(rate > 0 && rate < Float.POSITIVE_INFINITY)) {
      return;
    }
    double beta2 = OptimizerRule.decimal(values.number("beta2"));
    double first = Math.sqrt(1 - beta2) / (1 - OptimizerRule.decimal(values.number("beta1")));
    if ((float) (rate * first) == 0) {
      values.outOfRange(
          "learningRate",
          "at least " + OptimizerRule.least(Float.MIN_VALUE / first) + " with these betas, or a step is 0");
    } else if (Double.isInfinite((double) (float) (rate * Math.max(1, first)))) {
      values.outOfRange(
          "learningRate",
          "at most " + (float) (0.999 * Float.MAX_VALUE / Math.max(1, first))
              + " with these betas, or a step is infinite");
    }
    float least = OptimizerRule.leastEpsilon(1 - beta2);
    if (values.number("epsilon") < least) {
      values.report(
          Message.EPSILON_TOO_SMALL, "epsilon", values.number("epsilon"), values.number("beta2"), least, least);
    }
  }

  @Override
  public void lower(Attributes attributes, Update out) {
    double beta1 = decimal(attributes, "beta1");
    double beta2 = decimal(attributes, "beta2");
    Expr correction = out.factor("correction", unary(UnaryOp.SQRT, oneMinusPower(beta2, out.step())));
    Expr rate = out.factor("rate", out.learningRate().times(correction).over(oneMinusPower(beta1, out.step())));
    Expr epsilon = out.factor("epsilon", constant(decimal(attributes, "epsilon")).times(correction));
    Expr g = out.gradient();
    Expr m = out.slot("m", old -> Update.mean(beta1, old, g));
    Expr v = out.slot("v", old -> Update.mean(beta2, old, g.times(g)));
    Expr second = form == Form.LARGEST ? out.slot("largest", old -> Expr.max(old, v)) : v;
    Expr step = m.times(rate);
    if (form == Form.LOOK_AHEAD) {
      Expr ahead =
          out.factor(
              "ahead",
              out.learningRate().times(correction).times(constant(beta1))
                  .over(oneMinusPower(beta1, out.step().plus(constant(1)))));
      step = m.times(ahead).plus(g.times(out.factor("now", rate.times(constant(1 - beta1)))));
    }
    out.parameter(out.parameter().minus(step.over(unary(UnaryOp.SQRT, second).plus(epsilon))));
  }

  /** {@code 1 - beta^step}, without losing bits where the power is near 1. */
  static Expr oneMinusPower(double beta, Expr step) {
    return unary(UnaryOp.EXPM1, step.times(unary(UnaryOp.LOG, constant(beta)))).negated();
  }
}
