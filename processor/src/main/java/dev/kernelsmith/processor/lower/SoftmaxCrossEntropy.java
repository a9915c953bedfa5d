package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.select;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code -q (1 - p)^gamma log p}, the sum over classes, with {@code p = softmax(z)}; see {@link ClassShares}. For one class number per sample and gamma 0 that is {@code -log p[class]}. Its gradient {@code p - onehot(class)} is
 * used in this fused form: the derived one divides by the probability and loses it where that underflows. In general it is {@code p * sum of q h - q h} with {@code h = (1 - p)^gamma (1 - gamma p log p
 * / (1 - p))}, whose quotient is at most 1.
 */
final class SoftmaxCrossEntropy implements LossRule.OfOneFormula {
  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(OF_CLASSES);
    settings.add(Setting.of("gamma"));
    return settings;
  }

  @Override
  public Target target(LossValues values) {
    return ClassShares.target(values);
  }

  @Override
  public Activation activation() {
    return Activation.SOFTMAX;
  }

  @Override
  public void checkLayer(LossValues loss, LayerNode layer, Diagnostics diagnostics) {
    if (layer.shape().dims().getLast() == 1) {
      diagnostics.report(Message.ONE_CLASS, loss.attributes().at("value"), loss.function(), layer.name());
    }
  }

  @Override
  public void lower(Buffers buffers, Lowering out) {
    List<Axis> axes = Lowering.axes(buffers.output().shape());
    ClassShares classes = new ClassShares(buffers, axes);
    double gamma = buffers.number("gamma");
    String name = buffers.loss().label();
    if (gamma == 0 && classes.isPlain()) {
      lowerPlain(buffers, axes, out);
      return;
    }
    classes.lower(out);
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    Softmax.Parts softmax = Softmax.partsOf(buffers.probabilities());
    Buffer logSum = logSum(buffers);
    out.add(
        Statement.assign(
            name + " logarithm", logSum, rows, Expr.unary(UnaryOp.LOG, Expr.at(softmax.sum(), rows))));
    Expr share = classes.share().times(Losses.power(miss(buffers, axes), gamma));
    buffers.sum(out, axes, classes.ofPosition(share.times(cost(buffers, axes))));
    if (!classes.addUp() || gamma != 0) {
      out.add(
          Statement.sum(
              name + " shares", total(buffers), rows, List.of(axes.getLast()), effective(buffers, axes)));
    }
  }

  /** {@code log(sum of exp(z - max)) + max - z[class]}. */
  private static void lowerPlain(Buffers buffers, List<Axis> axes, Lowering out) {
    String name = buffers.loss().label();
    Buffer picked = buffers.value("ClassLogit", List.of());
    out.add(
        Statement.sum(
            name + " class logit", picked, List.of(), axes, ofClass(buffers, axes, buffers.y(axes))));
    Softmax.Parts softmax = Softmax.partsOf(buffers.probabilities());
    out.add(
        Statement.assign(
            name,
            buffers.loss(),
            List.of(),
            Expr.unary(UnaryOp.LOG, Expr.read(softmax.sum(), List.of()))
                .plus(Expr.read(softmax.max(), List.of()))
                .minus(Expr.read(picked, List.of()))));
  }

  /** A value where the unit is the class, else 0. */
  private static Expr ofClass(Buffers buffers, List<Axis> axes, Expr value) {
    Expr unit = new Expr.Index(Affine.of(axes.getLast()));
    return select(Relation.EQUAL, unit, buffers.t(List.of()), value, constant(0));
  }

  /** {@code -log p} of a class, the sum of two numbers that are not negative. */
  private static Expr cost(Buffers buffers, List<Axis> axes) {
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    return Expr.at(logSum(buffers), rows)
        .plus(Expr.at(Softmax.partsOf(buffers.probabilities()).max(), rows).minus(buffers.y(axes)));
  }

  /** {@code 1 - p} of a class. */
  private static Expr miss(Buffers buffers, List<Axis> axes) {
    return constant(1).minus(Expr.at(buffers.probabilities(), axes));
  }

  /** {@code q h}. */
  private static Expr effective(Buffers buffers, List<Axis> axes) {
    Expr share = new ClassShares(buffers, axes).share();
    double gamma = buffers.number("gamma");
    if (gamma == 0) {
      return share;
    }
    Expr miss = miss(buffers, axes);
    Expr quotient =
        Expr.at(buffers.probabilities(), axes).times(cost(buffers, axes)).over(Expr.max(miss, constant(1e-30)));
    return share.times(Losses.power(miss, gamma))
        .times(Expr.min(quotient, constant(1)).times(constant(gamma)).plus(constant(1)));
  }

  private static Buffer logSum(Buffers buffers) {
    return buffers.value("LogSum", Losses.positions(buffers.output().shape()));
  }

  private static Buffer total(Buffers buffers) {
    return buffers.value("Shares", Losses.positions(buffers.output().shape()));
  }

  @Override
  public Expr derivative(Buffers buffers, List<Axis> axes) {
    Expr p = Expr.at(buffers.probabilities(), axes);
    ClassShares classes = new ClassShares(buffers, axes);
    boolean focal = buffers.number("gamma") != 0;
    if (!focal && classes.isPlain()) {
      return p.minus(ofClass(buffers, axes, constant(1)));
    }
    Expr pull =
        classes.addUp() && !focal ? classes.unlessIgnored(p)
            : p.times(Expr.at(total(buffers), axes.subList(0, axes.size() - 1)));
    return classes.ofPosition(pull.minus(effective(buffers, axes)));
  }
}
