package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import java.util.List;

/** {@code exp(z) / sum of exp(z)} over the last axis, computed from {@code z - max(z)} so that nothing overflows. */
final class Softmax {
  private Softmax() {}

  /**
   * The buffers of a softmax.
   *
   * @param max largest element per row
   * @param sum sum of the exponentials per row
   */
  record Parts(Buffer max, Buffer sum) {}

  /** The buffers of the softmax that fills a buffer. */
  static Parts partsOf(Buffer target) {
    List<Integer> rows = target.shape().subList(0, target.shape().size() - 1);
    return new Parts(
        Buffer.value(Buffer.nameOf(target.name(), "Max"), rows),
        Buffer.value(Buffer.nameOf(target.name(), "ExpSum"), rows));
  }

  /** The activation. */
  static void activation(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    Expr logit = z;
    if (!(z instanceof Expr.Read)) {
      Buffer logits = out.value(Buffer.nameOf(target.name(), "Logits"), target.shape());
      out.add(Statement.assign(target.name() + " logits", logits, axes, z));
      logit = Expr.at(logits, axes);
    }
    apply(target, axes, logit, out);
  }

  /** Adds the statements that fill {@code target} with the softmax of {@code z}. */
  private static void apply(Buffer target, List<Axis> axes, Expr z, Lowering out) {
    String name = target.name();
    String label = target.label();
    List<Axis> rows = axes.subList(0, axes.size() - 1);
    Buffer max = partsOf(target).max();
    Buffer sum = partsOf(target).sum();
    Buffer exp = out.value(Buffer.nameOf(name, "Exp"), target.shape());
    out.add(
        new Statement(
            label + " maximum",
            max,
            Affine.ofAll(rows),
            Reduction.MAX,
            false,
            new Expr.StopGradient(z),
            axes,
            List.of(),
            null));
    out.add(
        Statement.assign(label + " exponentials", exp, axes, Expr.unary(UnaryOp.EXP, z.minus(Expr.at(max, rows)))));
    out.add(Statement.sum(label + " sum", sum, rows, List.of(axes.getLast()), Expr.at(exp, axes)));
    out.add(Statement.assign(label + " softmax", target, axes, Expr.at(exp, axes).over(Expr.at(sum, rows))));
  }
}
