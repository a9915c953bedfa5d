package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a maximum over windows that do not overlap into the kernel that computes what it searches: the register tile covers whole
 * windows, and what is not the largest is never stored.
 */
final class PoolFusion {
  /** Elements of a window that leave room for other axes in a register tile. */
  private static final int LARGEST = 4;

  private final List<List<Statement>> groups;
  private final Set<Buffer> kept;
  private final Set<Axis> windows = new HashSet<>();

  /** Names of the window's rows and columns, apart from those of the sum. */
  private static final List<String> WINDOW = List.of("i", "j");

  private PoolFusion(List<List<Statement>> groups, Set<Buffer> kept) {
    this.groups = new ArrayList<>(groups);
    this.kept = kept;
  }

  /**
   * The kernels after fusion.
   *
   * @param groups statements by kernel
   * @param windows axes of windows, which a tile covers whole
   */
  record Fused(List<List<Statement>> groups, Set<Axis> windows) {}

  /**
   * Fuses where it can.
   *
   * @param groups the kernels of one phase
   * @param kept buffers that other phases read
   */
  static Fused apply(List<List<Statement>> groups, Set<Buffer> kept) {
    PoolFusion fusion = new PoolFusion(groups, kept);
    Set<Buffer> searched = searched(groups);
    for (List<Statement> group : groups) {
      Statement sum = group.getFirst();
      if (group.size() == 1 && searched.contains(sum.target()) && Contraction.is(sum) && sum.guards().isEmpty()) {
        fusion.fuse(group);
      }
    }
    return new Fused(fusion.groups, fusion.windows);
  }

  /** What kernels search for a maximum. */
  private static Set<Buffer> searched(List<List<Statement>> groups) {
    Set<Buffer> searched = new HashSet<>();
    groups.stream().map(List::getFirst).filter(s -> s.reduction() == Reduction.MAX)
        .forEach(s -> searched.addAll(s.buffersRead()));
    return searched;
  }

  private void fuse(List<Statement> producer) {
    Statement sum = producer.getFirst();
    List<Statement> pooling = onlyReader(sum.target());
    if (pooling == null || sum.isStep() || pooling.getFirst().isStep() || sum.accumulate() || !sum.target().perSample()
        || kept.contains(sum.target())
        || !isOnlyWriter(sum)) {
      return;
    }
    Statement pool = pooling.getFirst();
    sum = apart(sum, pool);
    Map<Axis, Affine> names = names(sum, pool);
    if (names == null) {
      return;
    }
    List<Statement> fused = new ArrayList<>();
    fused.add(moved(sum, pool, names));
    for (Statement s : pooling) {
      List<Axis> axes = s.axes().stream().map(a -> renamed(a, names)).toList();
      fused.add(s.substitute(names, axes));
    }
    if (!place(fused, groups.indexOf(producer), groups.indexOf(pooling))) {
      return;
    }
    pool.reducedAxes().forEach(a -> windows.add(renamed(a, names)));
  }

  /** Puts a kernel in the place of the first of two, or of the second where it needs what is between them; false where neither goes. */
  private boolean place(List<Statement> fused, int first, int second) {
    List<List<Statement>> between = groups.subList(first + 1, second);
    if (between.stream().noneMatch(group -> DeviceOrder.conflict(group, groups.get(second)))) {
      groups.set(first, fused);
      groups.remove(second);
      return true;
    }
    if (between.stream().noneMatch(group -> DeviceOrder.conflict(groups.get(first), group))) {
      groups.set(second, fused);
      groups.remove(first);
      return true;
    }
    return false;
  }

  private boolean isOnlyWriter(Statement sum) {
    return groups.stream()
        .flatMap(List::stream)
        .noneMatch(s -> s != sum && s.buffersWritten().contains(sum.target()));
  }

  /** The kernel of the maximum that alone reads a buffer, or null. */
  private @Nullable List<Statement> onlyReader(Buffer buffer) {
    List<Statement> found = null;
    for (List<Statement> group : groups) {
      for (Statement s : group) {
        if (s.buffersRead().contains(buffer)) {
          if (found != null || !s.equals(group.getFirst())) {
            return null;
          }
          found = group;
        }
      }
    }
    boolean maximum =
        found != null && found.getFirst().reduction() == Reduction.MAX && found.getFirst().guards().isEmpty();
    return maximum && found.getFirst().value().reads().size() == 1 && found.getFirst().value().streams().isEmpty()
        ? found
        : null;
  }

  /**
   * New names of the maximum's axes: channels as the sum calls them, the window's rows and columns apart from the kernel's. Null
   * where windows overlap, leave gaps, or are too large.
   */
  private static @Nullable Map<Axis, Affine> names(Statement sum, Statement pool) {
    Expr.Read read = pool.value().reads().getFirst();
    List<Axis> window = pool.reducedAxes();
    if (sum.index().size() != 3 || window.size() != 2 || Axis.iterations(window) > LARGEST) {
      return null;
    }
    Map<Axis, Affine> names = new HashMap<>();
    for (int d = 0; d < 2; d++) {
      Axis out = pool.index().get(d).asAxis();
      Axis tap = window.get(d);
      if (out == null
          || sum.index().get(d).asAxis() == null
          || !read.index().get(d).equals(Affine.of(out).times(tap.extent()).plus(Affine.of(tap)))) {
        return null;
      }
      names.put(tap, Affine.of(new Axis(WINDOW.get(d), tap.extent())));
    }
    Axis channel = pool.index().get(2).asAxis();
    Axis filter = sum.index().get(2).asAxis();
    if (channel == null || filter == null || !read.index().get(2).equals(Affine.of(channel))) {
      return null;
    }
    names.put(channel, Affine.of(filter));
    return names;
  }

  /** The sum with names for its channels and summed axes that positions and window of the maximum do not have: formulas name axes as they like. */
  private static Statement apart(Statement sum, Statement pool) {
    Set<String> theirs = new HashSet<>(WINDOW);
    pool.outputAxes().stream().limit(2).forEach(axis -> theirs.add(axis.name()));
    List<Axis> own = new ArrayList<>(sum.axes());
    own.removeAll(sum.outputAxes().stream().limit(2).toList());
    Set<String> taken = new HashSet<>(theirs);
    own.forEach(axis -> taken.add(axis.name()));
    Map<Axis, Affine> names = new HashMap<>();
    for (Axis axis : own) {
      String name = axis.name();
      for (int i = 2; theirs.contains(axis.name()) && taken.contains(name); i++) {
        name = axis.name() + i;
      }
      if (taken.add(name)) {
        names.put(axis, Affine.of(new Axis(name, axis.extent())));
      }
    }
    List<Axis> axes = sum.axes().stream().map(axis -> renamed(axis, names)).toList();
    return names.isEmpty() ? sum : sum.substitute(names, axes);
  }

  private static Axis renamed(Axis axis, Map<Axis, Affine> names) {
    Affine name = names.get(axis);
    return name == null ? axis : name.axes().iterator().next();
  }

  /** The sum over the maximum's positions and, in them, over the window. */
  private static Statement moved(Statement sum, Statement pool, Map<Axis, Affine> names) {
    Map<Axis, Affine> positions = new HashMap<>();
    List<Axis> axes = new ArrayList<>();
    List<Axis> window = pool.reducedAxes().stream().map(a -> renamed(a, names)).toList();
    for (int d = 0; d < 2; d++) {
      Axis out = pool.index().get(d).asAxis();
      axes.add(out);
      positions.put(
          sum.index().get(d).asAxis(), Affine.of(out).times(window.get(d).extent()).plus(Affine.of(window.get(d))));
    }
    axes.addAll(window);
    axes.add(sum.index().get(2).asAxis());
    axes.addAll(sum.reducedAxes());
    return sum.substitute(positions, axes);
  }
}
