package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.ArrayList;
import java.util.List;

/** {@code exp(z) / sum of exp(z)} over an axis, and its logarithm, computed from {@code z - max(z)} so that nothing overflows. */
final class Softmax {
  private Softmax() {}

  /**
   * The buffers of a softmax.
   *
   * @param max largest element per row
   * @param sum sum of the exponentials per row
   */
  record Parts(Buffer max, Buffer sum) {}

  /** The buffers of the softmax over the last axis that fills a buffer. */
  static Parts partsOf(Buffer target) {
    return partsOf(target, target.shape().subList(0, target.shape().size() - 1));
  }

  private static Parts partsOf(Buffer target, List<Integer> rows) {
    return new Parts(
        Buffer.value(Buffer.nameOf(target.name(), "Max"), rows),
        Buffer.value(Buffer.nameOf(target.name(), "ExpSum"), rows));
  }

  /** The activation. */
  static void activation(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    over(axes.getLast()).apply(target, axes, z, out);
  }

  /** The activation that is its logarithm. */
  static void logarithm(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    logarithmOver(axes.getLast()).apply(target, axes, z, out);
  }

  /** The softmax over one of the target's axes. */
  static ActivationRule over(Axis axis) {
    return (target, axes, z, out) -> {
      List<Axis> rows = without(axes, axis);
      Buffer exp = out.value(Buffer.nameOf(target.name(), "Exp"), target.shape());
      Parts parts = parts(target, axes, axis, exp, logit(target, axes, z, out), out);
      out.add(
          Statement.assign(
              target.label() + " softmax", target, axes, Expr.at(exp, axes).over(Expr.at(parts.sum(), rows))));
    };
  }

  /** Its logarithm {@code (z - max) - log(sum)} over one of the target's axes. */
  static ActivationRule logarithmOver(Axis axis) {
    return (target, axes, z, out) -> {
      List<Axis> rows = without(axes, axis);
      Expr logit = logit(target, axes, z, out);
      Buffer exp = out.value(Buffer.nameOf(target.name(), "Exp"), target.shape());
      Parts parts = parts(target, axes, axis, exp, logit, out);
      Buffer log = out.value(Buffer.nameOf(target.name(), "LogSum"), parts.sum().shape());
      out.add(
          Statement.assign(
              target.label() + " logarithm", log, rows, Expr.unary(UnaryOp.LOG, Expr.at(parts.sum(), rows))));
      out.add(
          Statement.assign(
              target.label() + " log softmax", target, axes,
              logit.minus(Expr.at(parts.max(), rows)).minus(Expr.at(log, rows))));
    };
  }

  /** The value before the activation as an element of a buffer. */
  private static Expr logit(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    if (z instanceof Expr.Read) {
      return z;
    }
    Buffer logits = out.value(Buffer.nameOf(target.name(), "Logits"), target.shape());
    out.add(Statement.assign(target.name() + " logits", logits, axes, z));
    return Expr.at(logits, axes);
  }

  /** Adds the statements of the exponentials and their sums. */
  private static Parts parts(Buffer target, List<Axis> axes, Axis axis, Buffer exp, Expr z, Lowering out) {
    String label = target.label();
    List<Axis> rows = without(axes, axis);
    Parts parts = partsOf(target, rows.stream().map(Axis::extent).toList());
    List<Axis> all = Statement.concat(rows, List.of(axis));
    out.add(
        new Statement(
            label + " maximum", parts.max(), Affine.ofAll(rows), Reduction.MAX, false, new Expr.StopGradient(z), all,
            List.of(), null));
    out.add(
        Statement.assign(
            label + " exponentials", exp, axes, Expr.unary(UnaryOp.EXP, z.minus(Expr.at(parts.max(), rows)))));
    out.add(Statement.sum(label + " sum", parts.sum(), rows, List.of(axis), Expr.at(exp, axes)));
    return parts;
  }

  private static List<Axis> without(List<Axis> axes, Axis axis) {
    List<Axis> rows = new ArrayList<>(axes);
    rows.remove(axis);
    return rows;
  }
}
