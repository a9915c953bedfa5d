package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;
import static dev.kernelsmith.processor.ir.Expr.select;

import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Relation;
import java.util.List;

/**
 * What a loss of classes is compared with, as a share of each class: {@code q = w ((1 - e) t + e / classes)} with the factor w of the class, the label smoothing e and the target t, 1 for
 * the class of a class number; 0 for all classes of what is ignored. A loss is the sum of the shares times what each class would cost.
 *
 * @param buffers of the loss
 * @param axes one per dimension of the output; the last is the classes
 */
record ClassShares(LossRule.Buffers buffers, List<Axis> axes) {
  private LossValues values() {
    return buffers.values();
  }

  private List<Axis> rows() {
    return axes.subList(0, axes.size() - 1);
  }

  private int classes() {
    return axes.getLast().extent();
  }

  /** The kind of target. */
  static LossRule.Target target(LossValues values) {
    return values.distributions() ? LossRule.Target.PROBABILITIES : LossRule.Target.CLASS;
  }

  /** Whether the target is a class number, for each sample, and nothing else is set. */
  boolean isPlain() {
    return axes.size() == 1 && !values().distributions() && values().classWeights().isEmpty()
        && values().number("labelSmoothing") == 0 && values().ignoredClass() == Loss.NONE;
  }

  /** Whether the shares of a position add up to 1, but for what is ignored. */
  boolean addUp() {
    return !values().distributions() && values().classWeights().isEmpty();
  }

  /** Adds the statements that set the factors of the classes. */
  void lower(Lowering out) {
    if (!values().classWeights().isEmpty()) {
      ConstantRule.list(
          buffers.loss().label() + " class", weights(),
          values().classWeights().stream().map(Double::floatValue).toList(), out);
    }
  }

  private Buffer weights() {
    return Buffer.ofParameters(Buffer.nameOf(buffers.loss().name(), "ClassWeights"), List.of(classes()));
  }

  /** The share of a class. */
  Expr share() {
    double smoothing = values().number("labelSmoothing");
    double everywhere = smoothing / classes();
    Expr share;
    if (values().distributions()) {
      share = buffers.t(axes).times(constant(1 - smoothing)).plus(constant(everywhere));
    } else {
      share =
          select(
              Relation.EQUAL, new Expr.Index(Affine.of(axes.getLast())), buffers.t(rows()),
              constant(1 - smoothing + everywhere), constant(everywhere));
    }
    if (!values().classWeights().isEmpty()) {
      share = share.times(Expr.at(weights(), List.of(axes.getLast())));
    }
    return unlessIgnored(share);
  }

  /** A value, or 0 for an ignored target. */
  Expr unlessIgnored(Expr value) {
    return values().ignoredClass() == Loss.NONE ? value
        : select(Relation.EQUAL, buffers.t(rows()), constant(values().ignoredClass()), constant(0), value);
  }

  /** A value as the part of a sample's loss that a position is: a mean over positions, but for sums and where the batch divides. */
  Expr ofPosition(Expr value) {
    return values().isSum() || values().isCounted() ? value : value.times(buffers.ofPositions());
  }
}
