package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a buffer that a statement sets. Where each dimension has axes of its own the set is a product of one set per
 * dimension, so that it stays small for any shape; otherwise it is enumerated.
 */
sealed interface Footprint {
  /** Iterations that are enumerated at most. */
  long LIMIT = 1L << 22;

  /** One set of indices per dimension. */
  record Product(List<Indices> dimensions) implements Footprint {}

  /** Positions in row-major order. */
  record Positions(BitSet elements) implements Footprint {}

  /**
   * The elements that a statement sets, or null where there are too many iterations to tell. A reduction sets every element that
   * its index addresses, even where its guards leave no iteration; without a reduction only iterations within the guards count.
   */
  static @Nullable Footprint of(Statement s) {
    List<Guard> guards = s.reduction() == Reduction.NONE ? s.guards() : List.of();
    boolean separate = separateDimensions(s.index()) && guards.stream().allMatch(g -> boundsOneDimension(g, s.index()));
    if (!separate) {
      return Axis.iterations(s.outputAxes()) > LIMIT ? null : new Positions(enumerate(s, guards));
    }
    List<Indices> dimensions = new ArrayList<>();
    for (int d = 0; d < s.index().size(); d++) {
      Affine index = s.index().get(d);
      List<Guard> own = guards.stream().filter(g -> index.axes().containsAll(g.index().axes())).toList();
      if (Axis.iterations(index.axes()) > LIMIT && !isContiguous(index)) {
        return null;
      }
      dimensions.add(values(index, own, s.target().shape().get(d)));
    }
    return new Product(dimensions);
  }

  /** Whether no two iterations of the output axes set the same element; false also where that cannot be told. */
  static boolean isInjective(Statement s) {
    Set<Axis> determined = new HashSet<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Affine index : s.index()) {
        progress |= determines(index, determined) && determined.addAll(index.axes());
      }
    }
    List<Axis> output = s.outputAxes();
    return determined.containsAll(output) || Axis.iterations(output) <= LIMIT && enumerateOnce(s);
  }

  /** Number of elements. */
  default long size() {
    return switch (this) {
      case Product p -> p.dimensions().stream().mapToLong(Indices::size).reduce(1, Math::multiplyExact);
      case Positions p -> p.elements().cardinality();
    };
  }

  /** Whether both have no element in common; false also where that cannot be told. */
  default boolean isDisjoint(Footprint other, Buffer buffer) {
    if (this instanceof Product a && other instanceof Product b) {
      for (int d = 0; d < a.dimensions().size(); d++) {
        if (!a.dimensions().get(d).intersects(b.dimensions().get(d))) {
          return true;
        }
      }
      return false;
    }
    return buffer.elements() <= LIMIT && !positions(buffer).intersects(other.positions(buffer));
  }

  private BitSet positions(Buffer buffer) {
    if (this instanceof Positions p) {
      return p.elements();
    }
    BitSet rows = new BitSet();
    rows.set(0);
    List<Indices> dimensions = ((Product) this).dimensions();
    for (int d = 0; d < dimensions.size(); d++) {
      BitSet next = new BitSet();
      int extent = buffer.shape().get(d);
      Indices dimension = dimensions.get(d);
      rows.stream().forEach(row -> dimension.stream().forEach(i -> next.set(row * extent + i)));
      rows = next;
    }
    return rows;
  }

  private static boolean separateDimensions(List<Affine> index) {
    Set<Axis> seen = new HashSet<>();
    return index.stream().allMatch(i -> i.axes().stream().allMatch(seen::add));
  }

  private static boolean boundsOneDimension(Guard guard, List<Affine> index) {
    return index.stream().anyMatch(i -> i.axes().containsAll(guard.index().axes()));
  }

  private static Indices values(Affine index, List<Guard> guards, int extent) {
    if (guards.isEmpty() && isContiguous(index)) {
      Interval all = Interval.of(index);
      return Indices.between(Math.max(0, all.min()), Math.min(extent - 1L, all.max()));
    }
    LoopNest nest = new LoopNest(List.copyOf(index.axes()));
    guards.forEach(nest::guard);
    nest.guard(new Guard(index, extent));
    LoopNest.Form value = nest.follow(index);
    IntStream.Builder values = IntStream.builder();
    nest.run(0, () -> values.add(value.value));
    return Indices.of(values.build());
  }

  /** Whether the values are all integers between the smallest and the largest. */
  private static boolean isContiguous(Affine index) {
    long reach = 1;
    for (Axis axis : byCoefficient(index, Set.of())) {
      long step = Math.abs((long) index.coefficient(axis));
      if (step > reach) {
        return false;
      }
      reach += step * (axis.extent() - 1);
    }
    return true;
  }

  /** Whether a value of the index tells the values of its axes, given those that are determined already. */
  private static boolean determines(Affine index, Set<Axis> determined) {
    long reach = 0;
    for (Axis axis : byCoefficient(index, determined)) {
      long step = Math.abs((long) index.coefficient(axis));
      if (step <= reach) {
        return false;
      }
      reach += step * (axis.extent() - 1);
    }
    return true;
  }

  private static List<Axis> byCoefficient(Affine index, Set<Axis> except) {
    return index.axes()
        .stream()
        .filter(a -> !except.contains(a) && a.extent() > 1)
        .sorted(Comparator.comparing(a -> Math.abs(index.coefficient(a))))
        .toList();
  }

  private static BitSet enumerate(Statement s, List<Guard> guards) {
    BitSet elements = new BitSet();
    LoopNest nest = nest(s, guards);
    LoopNest.Form position = nest.follow(s.target(), s.index());
    nest.run(0, () -> elements.set(position.value));
    return elements;
  }

  private static boolean enumerateOnce(Statement s) {
    BitSet elements = new BitSet();
    int[] repeated = {0};
    LoopNest nest = nest(s, s.guards());
    LoopNest.Form position = nest.follow(s.target(), s.index());
    nest.run(
        0,
        () -> {
          repeated[0] += elements.get(position.value) ? 1 : 0;
          elements.set(position.value);
        });
    return repeated[0] == 0;
  }

  /** The iterations that set elements of the target: without a reduction all axes, else those of the output. */
  private static LoopNest nest(Statement s, List<Guard> guards) {
    List<Axis> axes = s.reduction() == Reduction.NONE ? s.axes() : s.outputAxes();
    LoopNest nest = new LoopNest(axes);
    guards.stream().filter(g -> axes.containsAll(g.index().axes())).forEach(nest::guard);
    for (int d = 0; d < s.index().size(); d++) {
      nest.guard(new Guard(s.index().get(d), s.target().shape().get(d)));
    }
    return nest;
  }
}
