package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Groups statements into kernels: a pointwise statement joins the latest earlier kernel that runs over the same output axes and
 * computes what it reads, so that bias and activation work on values that are still in registers. A sum that reads what another sum over
 * the same axes reads joins that one, so that memory is passed over once.
 */
final class Fusion {
  private static final int LIGHT_READS = 3;

  private final List<List<Statement>> groups = new ArrayList<>();

  private final Predicate<Statement> apart;

  private final Target target;

  private Fusion(Predicate<Statement> apart, Target target) {
    this.apart = apart;
    this.target = target;
  }

  /**
   * The groups, in order of execution.
   *
   * @param statements the program
   * @param apart statements that join no kernel, since they would change its lanes; none joins them, either, but where they are sums
   * @param target what they are for; on a device all sums of a layer that go over the same may share loops, since each launch costs
   */
  static List<List<Statement>> group(List<Statement> statements, Predicate<Statement> apart, Target target) {
    Fusion fusion = new Fusion(apart, target);
    statements.forEach(fusion::place);
    return fusion.groups;
  }

  private void place(Statement s) {
    if (isPointwise(s) || isJoining(s)) {
      for (int g = groups.size() - 1; g >= 0; g--) {
        List<Statement> group = groups.get(g);
        Statement renamed = renamed(s, group.getFirst());
        if (renamed != null && Kernel.isSum(s)) {
          if (sharesLoops(renamed, group)) {
            group.add((int) group.stream().filter(Kernel::isSum).count(), renamed);
            return;
          }
        } else if (renamed != null && fits(s, group) && related(renamed, group) && compatible(renamed, group)) {
          group.add(renamed);
          return;
        }
        if (conflicts(s, group)) {
          break;
        }
      }
    }
    groups.add(new ArrayList<>(List.of(s)));
  }

  private boolean isPointwise(Statement s) {
    return !apart.test(s)
        && s.reducedAxes().isEmpty() && (s.target().perSample() || target.device() && !s.perSample())
        && s.guards().isEmpty() && !s.accumulate();
  }

  /** Whether it is a sum that can be one of several in a kernel: no sum of products of two operands, which has a register tile of its own. */
  private boolean isJoining(Statement s) {
    return !apart.test(s)
        && Kernel.isSum(s)
        && (target.device() || !s.reducedAxes().isEmpty())
        && s.guards().isEmpty()
        && !s.accumulate()
        && !Contraction.is(s)
        && !Transform.is(s)
        && Selected.of(s) == null
        && s.value().streams().isEmpty();
  }

  /** Whether a sum over the axes of a kernel of sums can join it: it reads what they read, and nothing that they compute. */
  private boolean sharesLoops(Statement s, List<Statement> group) {
    Statement main = group.getFirst();
    return isJoining(main)
        && s.sumsOverSamples() == main.sumsOverSamples()
        && !external(s)
        && group.stream().noneMatch(this::external)
        && (main.value().reads().stream().anyMatch(s.value().reads()::contains)
            || target.device() && Objects.equals(s.layer(), main.layer()))
        && !conflicts(s, group);
  }

  /** The statement over the axes of a kernel, or null where these are others. */
  private static @Nullable Statement renamed(Statement s, Statement main) {
    if (!Objects.equals(s.steps(), main.steps())) {
      return null;
    }
    Map<Axis, Affine> names = new HashMap<>();
    boolean same = correspond(s.outputAxes(), main.outputAxes(), names);
    if (!Kernel.isSum(s)) {
      return same ? s.substitute(names, main.outputAxes()) : split(s, main);
    }
    return same && correspond(s.reducedAxes(), main.reducedAxes(), names) ? s.substitute(names, main.axes()) : null;
  }

  /**
   * A statement over the axes of a kernel that sets what it reads by several axes a dimension, such as tile and place in it: {@code y[h] = x[h]} as
   * {@code y[t * 4 + o] = x[t * 4 + o]}. Null where the kernel sets something else, or a part.
   */
  private static @Nullable Statement split(Statement s, Statement main) {
    Expr.Read read =
        s.value().reads().stream().filter(r -> r.buffer().equals(main.target())).findFirst().orElse(null);
    Map<Axis, Affine> names = new HashMap<>();
    for (int d = 0; read != null && d < read.index().size(); d++) {
      Axis axis = read.index().get(d).asAxis();
      if (axis != null && main.index().get(d).isRadix(axis.extent())) {
        names.put(axis, main.index().get(d));
      }
    }
    boolean whole = names.keySet().containsAll(s.axes()) && !s.axes().isEmpty();
    return whole && Axis.iterations(s.axes()) == Axis.iterations(main.outputAxes())
        ? s.substitute(names, main.outputAxes())
        : null;
  }

  /** Whether axes are as long as others, whose names they then get. */
  static boolean correspond(List<Axis> ours, List<Axis> theirs, Map<Axis, Affine> names) {
    boolean same = ours.stream().map(Axis::extent).toList().equals(theirs.stream().map(Axis::extent).toList());
    for (int i = 0; same && i < ours.size(); i++) {
      names.put(ours.get(i), Affine.of(theirs.get(i)));
    }
    return same;
  }

  /** Whether it uses what the kernel computes or writes another part of the same buffer: else there is nothing to gain. */
  private static boolean related(Statement s, List<Statement> group) {
    return group.stream()
        .anyMatch(g -> s.buffersRead().contains(g.target()) || g.target().equals(s.target()));
  }

  private boolean compatible(Statement s, List<Statement> group) {
    Statement main = group.getFirst();
    boolean sound =
        main.target().perSample() == s.target().perSample()
            && !main.sumsOverSamples()
            && Selected.of(main) == null
            && (main.reduction() != Reduction.NONE || !apart.test(main))
            && !apart.test(s)
            && !external(s)
            && group.stream().noneMatch(this::external);
    for (Statement g : group) {
      for (Expr.Read read : s.value().reads()) {
        if (g.buffersWritten().contains(read.buffer())) {
          // What an accumulating statement has at hand is what it adds, not the sum.
          sound &= g.target().equals(read.buffer()) && read.index().equals(g.index());
        }
      }
      sound &= !g.buffersRead().contains(s.target());
      sound &= !g.target().equals(s.target()) || !g.index().equals(s.index());
    }
    return sound;
  }

  private boolean fits(Statement s, List<Statement> group) {
    return group.getFirst().reduction() == Reduction.NONE || isLight(s);
  }

  /**
   * Whether a statement may be repeated for every accumulator of a register tile. More than a bias and a short activation would make the
   * method too large for the compiler, which then leaves vectors on the heap.
   */
  private boolean isLight(Statement s) {
    return s.index().equals(Affine.ofAll(s.axes()))
        && s.value().reads().size() <= LIGHT_READS
        && s.value().streams().isEmpty()
        && !(target.vector() && isLong(s.value()));
  }

  private static boolean isLong(Expr e) {
    return e instanceof Expr.Unary u && u.op().isLong() || e.children().stream().anyMatch(Fusion::isLong);
  }

  /** Hand-over statements stay on their own: they change the layout, but for products of matrices, whose operands pass through local memory in any case. */
  private boolean external(Statement s) {
    if (target.groups() && Blocked.of(s) != null) {
      return false;
    }
    return s.target().role() == Buffer.Role.OUTPUT
        || s.value().reads().stream().anyMatch(r -> r.buffer().isExternal() && !r.buffer().shape().isEmpty())
        || s.value().reads().stream().anyMatch(r -> r.buffer().role() == Buffer.Role.CLASS);
  }

  /** Whether the statement must stay behind a kernel. */
  private static boolean conflicts(Statement s, List<Statement> group) {
    for (Statement g : group) {
      for (Buffer written : g.buffersWritten()) {
        if (s.buffersRead().contains(written) || s.buffersWritten().contains(written)) {
          return true;
        }
      }
      if (s.buffersWritten().stream().anyMatch(g.buffersRead()::contains)) {
        return true;
      }
    }
    return false;
  }
}
