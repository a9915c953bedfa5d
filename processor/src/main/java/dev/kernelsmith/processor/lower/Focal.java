package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/**
 * The sum over the outputs of {@code a m^gamma e} (Lin et al., ICCV 2017): {@code e} the cross entropy, {@code m = p (1 - t) + (1 - p) t} the miss and {@code a} the
 * factor of the target. Its gradient is {@code a m^gamma (p - t + gamma m' / m e)} with {@code m' = p (1 - p) (1 - 2 t)}. Both {@code p} and {@code 1 - p} are sigmoids, so
 * that neither loses its digits.
 */
final class Focal implements LossRule.OfOneFormula {
  @Override
  public List<Setting> settings() {
    return List.of(new Setting("gamma", 2), new Setting("alpha", 0.25));
  }

  @Override
  public Target target(LossValues values) {
    return Target.PROBABILITIES;
  }

  @Override
  public Activation activation() {
    return Activation.SIGMOID;
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Integer> shape = buffers.output().shape();
    List<Axis> axes = Lowering.axes(shape);
    String label = buffers.loss().label();
    Buffer other = other(buffers);
    out.add(
        Statement.assign(label + " of no", other, axes, Expr.unary(UnaryOp.SIGMOID, buffers.y(axes).negated())));
    Expr p = Expr.at(buffers.probabilities(), axes);
    Expr t = buffers.t(axes);
    Expr miss = p.times(constant(1).minus(t)).plus(Expr.at(other, axes).times(t));
    out.add(Statement.assign(label + " miss", miss(buffers), axes, miss));
    out.add(
        Statement.assign(label + " entropy", entropy(buffers), axes, SigmoidCrossEntropy.entropy(buffers, axes)));
    buffers.sum(out, axes, factor(buffers, axes).times(Expr.at(entropy(buffers), axes)));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    Expr p = Expr.at(buffers.probabilities(), axes);
    Expr t = buffers.t(axes);
    Expr slope = p.times(Expr.at(other(buffers), axes)).times(constant(1).minus(t.times(constant(2))));
    Expr ofMiss =
        slope.over(Expr.max(Expr.at(miss(buffers), axes), constant(1e-30)))
            .times(Expr.at(entropy(buffers), axes)).times(constant(buffers.number("gamma")));
    return p.minus(t).plus(ofMiss).times(factor(buffers, axes));
  }

  /** {@code a m^gamma}. */
  private static Expr factor(Buffers buffers, List<Axis> axes) {
    double alpha = buffers.number("alpha");
    Expr t = buffers.t(axes);
    Expr factor =
        alpha < 0 ? constant(1) : t.times(constant(alpha)).plus(constant(1).minus(t).times(constant(1 - alpha)));
    return factor.times(Losses.power(Expr.at(miss(buffers), axes), buffers.number("gamma")));
  }

  private static Buffer other(Buffers buffers) {
    return buffers.value("Other", buffers.output().shape());
  }

  private static Buffer miss(Buffers buffers) {
    return buffers.value("Miss", buffers.output().shape());
  }

  private static Buffer entropy(Buffers buffers) {
    return buffers.value("Entropy", buffers.output().shape());
  }
}
