package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Values that an index takes within guards: enumerated where that is cheap, else the bounds of interval arithmetic. */
final class Reachable {
  private Reachable() {}

  static Interval of(Affine index, List<Guard> guards) {
    Set<Axis> axes = new LinkedHashSet<>(index.axes());
    List<Guard> related = related(guards, axes);
    if (Axis.iterations(axes) > Footprint.LIMIT) {
      return Interval.of(index, guards);
    }
    LoopNest nest = new LoopNest(List.copyOf(axes));
    related.forEach(nest::guard);
    LoopNest.Form value = nest.follow(index);
    long[] reached = {Long.MAX_VALUE, Long.MIN_VALUE};
    nest.run(
        0,
        () -> {
          reached[0] = Math.min(reached[0], value.value);
          reached[1] = Math.max(reached[1], value.value);
        });
    return new Interval(reached[0], reached[1]);
  }

  /** The guards that share an axis with the index, directly or through other guards; their axes are added. */
  private static List<Guard> related(List<Guard> guards, Set<Axis> axes) {
    List<Guard> related = new ArrayList<>();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Guard guard : guards) {
        if (!related.contains(guard) && guard.index().axes().stream().anyMatch(axes::contains)) {
          related.add(guard);
          axes.addAll(guard.index().axes());
          grown = true;
        }
      }
    }
    return related;
  }
}
