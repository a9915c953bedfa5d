package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Guard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Loops over reduced axes whose ranges are cut to what the guards allow, so that nothing is tested inside. */
public class ReductionLoops {
  /** Extent of an axis over the samples of a batch whose size the generated code knows as {@code batch}. */
  public static final int BATCH = Integer.MAX_VALUE;

  /** Extent of an axis over the vectors of samples of such a batch, known as {@code blocks}. */
  public static final int BLOCKS = Integer.MAX_VALUE - 1;

  private final List<Axis> axes;
  private final List<Guard> guards;
  private final Map<Axis, Affine> fixed = new HashMap<>();
  private final Map<Axis, String> starts = new HashMap<>();
  private int opened;
  private boolean skips;

  public ReductionLoops(List<Axis> axes, List<Guard> guards) {
    this.axes = axes.stream().filter(a -> a.extent() > 1).toList();
    this.guards = guards;
    axes.stream().filter(a -> a.extent() == 1).forEach(a -> fixed.put(a, Affine.ZERO));
  }

  /** Axes with one value only, which get no loop. */
  public Map<Axis, Affine> fixed() {
    return fixed;
  }

  /** First value of each axis that has a loop, in order. */
  public List<String> starts() {
    return axes.stream().map(a -> starts.getOrDefault(a, "0")).toList();
  }

  /** Axes that have a loop. */
  public List<Axis> axes() {
    return axes;
  }

  /**
   * Declares the cut ranges and opens the loops. A guard that is no range of one axis is tested where all of its axes have their
   * values.
   */
  public void open(Scope scope) {
    List<Guard> rest = new ArrayList<>(guards);
    Map<Axis, String> ends = new HashMap<>();
    for (Axis axis : axes) {
      Guard guard = rest.stream().filter(g -> cuts(g, axis)).findFirst().orElse(null);
      if (guard != null) {
        rest.remove(guard);
        cut(scope, axis, guard, ends);
      }
    }
    Set<Axis> pending = new HashSet<>(axes);
    test(scope, rest, pending);
    for (Axis axis : axes) {
      String name = axis.name();
      String start = starts.getOrDefault(axis, "0");
      String end = ends.getOrDefault(axis, extent(axis));
      scope.open(String.format(Locale.ROOT, "for (int %s = %s; %s < %s; %s++)", name, start, name, end, name));
      opened++;
      pending.remove(axis);
      skips |= test(scope, rest, pending);
    }
  }

  /** Whether a guard is a range of this axis that is known before any of the loops begins. */
  private boolean cuts(Guard guard, Axis axis) {
    boolean alone = axes.stream().noneMatch(other -> !other.equals(axis) && guard.index().uses(other));
    return alone && Math.abs(guard.index().coefficient(axis)) == 1;
  }

  /** Tests the guards all of whose axes have their values, and takes them off the list. */
  private boolean test(Scope scope, List<Guard> rest, Set<Axis> pending) {
    List<Guard> ready = rest.stream().filter(g -> g.index().axes().stream().noneMatch(pending::contains)).toList();
    rest.removeAll(ready);
    for (Guard guard : ready) {
      test(scope, guard);
    }
    return !ready.isEmpty();
  }

  /** Tests a guard whose axes have their values, at the ends that it can leave: TornadoVM's compiler fails on what is always so. */
  protected final void test(Scope scope, Guard guard) {
    Affine place = guard.index().substitute(fixed);
    String index = IndexText.of(place);
    List<String> ends = new ArrayList<>();
    if (place.min() < 0) {
      ends.add(index + " >= 0");
    }
    if (place.max() >= guard.extent()) {
      ends.add(index + " < " + guard.extent());
    }
    if (!ends.isEmpty()) {
      scope.open("if (" + String.join(" && ", ends) + ")");
      opened++;
    }
  }

  /** Whether some iterations of the open loops are skipped. */
  public boolean skips() {
    return skips;
  }

  private static String extent(Axis axis) {
    return switch (axis.extent()) {
      case BATCH -> "batch";
      case BLOCKS -> "blocks";
      default -> Integer.toString(axis.extent());
    };
  }

  /** {@code 0 <= rest + axis < extent}, or with the axis negative, as bounds of the axis. */
  private void cut(Scope scope, Axis axis, Guard guard, Map<Axis, String> ends) {
    Affine rest = guard.index().without(axis).substitute(fixed);
    boolean rising = guard.index().coefficient(axis) == 1;
    Affine low = rising ? rest.times(-1) : rest.plus(1 - guard.extent());
    Affine high = rising ? rest.times(-1).plus(guard.extent()) : rest.plus(1);
    if (rest.axes().isEmpty()) {
      starts.put(axis, Integer.toString(Math.max(0, low.constant())));
      ends.put(axis, Integer.toString(Math.min(axis.extent(), high.constant())));
      return;
    }
    String first = scope.names().exact(axis.name() + "First");
    String end = scope.names().exact(axis.name() + "End");
    scope.line(String.format(Locale.ROOT, "int %s = #Math.max(0, %s)", first, IndexText.of(low)));
    scope.line(String.format(Locale.ROOT, "int %s = #Math.min(%d, %s)", end, axis.extent(), IndexText.of(high)));
    starts.put(axis, first);
    ends.put(axis, end);
  }

  /** Closes what {@link #open} opened. */
  public void close(Scope scope) {
    for (int i = 0; i < opened; i++) {
      scope.close();
    }
  }
}
