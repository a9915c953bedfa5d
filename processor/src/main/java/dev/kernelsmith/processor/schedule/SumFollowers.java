package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * On a device, who has summed an element over the batch goes on with what follows for this element alone, such as a mean and a scale from a sum: a launch of its own would take
 * longer than its few operations.
 */
final class SumFollowers {
  private final List<List<Statement>> sums;
  private final Predicate<Statement> apart;

  private SumFollowers(List<List<Statement>> sums, Predicate<Statement> apart) {
    this.sums = new ArrayList<>(sums);
    this.apart = apart;
  }

  /**
   * The phases, with what follows from the sums of the phase before moved to these.
   *
   * @param apart sums that nothing may follow
   */
  static List<Scheduler.Groups> apply(List<Scheduler.Groups> phases, Predicate<Statement> apart) {
    List<Scheduler.Groups> result = new ArrayList<>();
    for (Scheduler.Groups phase : phases) {
      if (result.isEmpty()) {
        result.add(phase);
        continue;
      }
      Scheduler.Groups before = result.removeLast();
      SumFollowers followers = new SumFollowers(before.blocks(), apart);
      List<List<Statement>> left = followers.move(phase.once());
      result.add(new Scheduler.Groups(before.once(), followers.sums, before.windows()));
      result.add(new Scheduler.Groups(left, phase.blocks(), phase.windows()));
    }
    return result;
  }

  /** Moves what can be moved; the rest stays. */
  private List<List<Statement>> move(List<List<Statement>> once) {
    List<List<Statement>> left = new ArrayList<>();
    for (List<Statement> group : once) {
      if (left.stream().anyMatch(earlier -> DeviceOrder.conflict(earlier, group)) || !joins(group)) {
        left.add(group);
      }
    }
    return left;
  }

  private boolean joins(List<Statement> group) {
    for (int i = sums.size() - 1; i >= 0; i--) {
      List<Statement> sum = sums.get(i);
      List<Statement> followed = followed(sum, group);
      boolean others = sums.stream().anyMatch(other -> other != sum && DeviceOrder.conflict(other, group));
      if (followed != null && !others) {
        sums.set(i, followed);
        return true;
      }
    }
    return false;
  }

  /** A sum with what follows for each element, or null where that needs more than the element. */
  private @Nullable List<Statement> followed(List<Statement> sum, List<Statement> group) {
    Statement main = sum.getFirst();
    if (!main.sumsOverSamples() || main.reduction() != Reduction.SUM || apart.test(main) || main.isStep()
        || Selected.of(main) != null) {
      return null;
    }
    List<Statement> all = new ArrayList<>(sum);
    for (Statement s : group) {
      Statement named = named(s, main);
      if (named == null || !atHand(named, all)) {
        return null;
      }
      all.add(named);
    }
    boolean related = group.stream().anyMatch(s -> sum.stream().anyMatch(g -> s.buffersRead().contains(g.target())));
    return related ? all : null;
  }

  /** A pointwise statement over the axes of a sum. */
  private static @Nullable Statement named(Statement s, Statement main) {
    boolean pointwise =
        s.reduction() == Reduction.NONE && s.reducedAxes().isEmpty() && s.guards().isEmpty() && !s.accumulate()
            && !s.isStep() && s.value().streams().isEmpty() && s.target().scope() == Buffer.Scope.BATCH;
    Map<Axis, Affine> names = new HashMap<>();
    boolean same = Fusion.correspond(s.outputAxes(), main.outputAxes(), names);
    return pointwise && same ? s.substitute(names, main.outputAxes()) : null;
  }

  /** Whether what a statement reads of the others is what they have just computed, and they read nothing that it writes. */
  private static boolean atHand(Statement s, List<Statement> others) {
    for (Statement other : others) {
      for (Expr.Read read : s.value().reads()) {
        boolean same =
            other.target().equals(read.buffer()) && other.index().equals(read.index()) && !other.accumulate();
        if (other.buffersWritten().contains(read.buffer()) && !same) {
          return false;
        }
      }
      if (s.buffersWritten().stream()
          .anyMatch(b -> other.buffersRead().contains(b) || other.buffersWritten().contains(b))) {
        return false;
      }
    }
    return true;
  }
}
