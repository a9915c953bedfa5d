package dev.kernelsmith.processor.autodiff;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a statement that scatters ({@code out[stride * h + r - p] += ...}) into statements that gather: for each target element
 * the iterations that reach it. The target index {@code i} becomes an axis of its own and {@code h} is expressed by it. Where a
 * stride is larger than 1 there is one statement per residue class of {@code i} modulo the stride, so that no kernel divides.
 */
final class Unscatter {
  private Unscatter() {}

  /**
   * One way in which a dimension of the target is reached.
   *
   * @param index the new target index
   * @param output the new axis in it
   * @param replaced old axes in terms of new ones
   * @param added further new axes, to be reduced
   * @param guards bounds of the replaced axes
   * @param empty whether no iteration reaches it
   */
  private record Reach(
      Affine index, Axis output, Map<Axis, Affine> replaced, List<Axis> added, List<Guard> guards, boolean empty) {}

  /** The gathering statements; together they write every element of the target, each once. */
  static List<Statement> gather(Statement s) {
    List<List<Reach>> choices = new ArrayList<>();
    for (int d = 0; d < s.index().size(); d++) {
      choices.add(reaches(s, d));
    }
    List<Statement> result = new ArrayList<>();
    for (List<Reach> combination : product(choices)) {
      Statement gathered = rewrite(s, combination);
      if (gathered != null) {
        result.add(gathered);
      }
    }
    return result;
  }

  private static @Nullable Statement rewrite(Statement s, List<Reach> reaches) {
    Map<Axis, Affine> replaced = new HashMap<>();
    List<Axis> axes = new ArrayList<>();
    List<Guard> guards = new ArrayList<>();
    boolean empty = false;
    for (Reach reach : reaches) {
      replaced.putAll(reach.replaced());
      axes.add(reach.output());
      empty |= reach.empty();
    }
    List<Axis> output = List.copyOf(axes);
    List<Affine> index = reaches.stream().map(Reach::index).toList();
    if (empty) {
      return s.accumulate()
          ? null
          : new Statement(
              s.label(), s.target(), index, Reduction.NONE, false, Expr.constant(0), output, List.of(), null);
    }
    Map<Axis, Axis> addedBy = new LinkedHashMap<>();
    for (Reach reach : reaches) {
      for (Axis added : reach.added()) {
        addedBy.put(added, added);
      }
    }
    for (Axis axis : s.axes()) {
      if (!replaced.containsKey(axis) && !axes.contains(axis)) {
        axes.add(axis);
      } else if (replaced.containsKey(axis)) {
        addedBy.keySet().stream().filter(a -> a.name().equals(axis.name()) && !axes.contains(a)).forEach(axes::add);
      }
    }
    s.guards().forEach(g -> guards.add(g.substitute(replaced)));
    reaches.forEach(r -> guards.addAll(r.guards()));
    Reduction reduction =
        axes.size() == output.size() && guards.stream().allMatch(Guard::always) && !s.sumsOverSamples()
            ? Reduction.NONE
            : Reduction.SUM;
    return new Statement(
        s.label(),
        s.target(),
        index,
        reduction,
        s.accumulate(),
        s.value().substitute(replaced),
        axes,
        guards,
        null);
  }

  /** The ways in which a dimension is reached; axes of one value only are 0. */
  private static List<Reach> reaches(Statement s, int dimension) {
    Affine index = s.index().get(dimension);
    int extent = s.target().shape().get(dimension);
    Map<Axis, Affine> zero = new HashMap<>();
    if (extent > 1) {
      index.axes().stream().filter(axis -> axis.extent() == 1).forEach(axis -> zero.put(axis, Affine.ZERO));
    }
    List<Reach> reaches = new ArrayList<>();
    for (Reach reach : reaches(index.substitute(zero), dimension, extent)) {
      Map<Axis, Affine> replaced = new HashMap<>(zero);
      replaced.putAll(reach.replaced());
      reaches.add(
          new Reach(reach.index(), reach.output(), replaced, reach.added(), reach.guards(), reach.empty()));
    }
    return reaches;
  }

  private static List<Reach> reaches(Affine index, int dimension, int extent) {
    Axis alone = index.asAxis();
    if (alone != null && alone.extent() == extent) {
      return List.of(new Reach(index, alone, Map.of(), List.of(), List.of(), false));
    }
    if (index.axes().isEmpty()) {
      Axis i = new Axis("i" + dimension, extent);
      Affine at = Affine.of(i);
      return List.of(
          new Reach(at, i, Map.of(), List.of(), List.of(new Guard(at.plus(-index.constant()), 1)), false));
    }
    Axis h = strideAxis(index);
    int stride = index.coefficient(h);
    Affine rest = index.plus(Affine.of(h).times(-stride));
    if (stride == 1) {
      Axis i = new Axis(h.name(), extent);
      Affine by = Affine.of(i).plus(rest.times(-1));
      return List.of(
          new Reach(Affine.of(i), i, Map.of(h, by), List.of(), List.of(new Guard(by, h.extent())), false));
    }
    return residues(h, stride, rest, extent);
  }

  private static List<Reach> residues(Axis h, int stride, Affine rest, int extent) {
    Axis r = rest.axes().isEmpty() ? null : rest.axes().iterator().next();
    if (rest.axes().size() > 1 || r != null && rest.coefficient(r) != 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "cannot gather an index of stride %d over %s", stride, rest));
    }
    List<Reach> classes = new ArrayList<>();
    for (int residue = 0; residue < Math.min(stride, extent); residue++) {
      Axis q = new Axis(h.name(), Math.ceilDiv(extent - residue, stride));
      Affine index = Affine.of(q).times(stride).plus(residue);
      int first = Math.floorMod(residue - rest.constant(), stride);
      int taps = r == null ? (first == 0 ? 1 : 0) : Math.ceilDiv(r.extent() - first, stride);
      if (taps <= 0) {
        classes.add(new Reach(index, q, Map.of(), List.of(), List.of(), true));
        continue;
      }
      Affine by = Affine.of(q).plus((residue - rest.constant() - first) / stride);
      Map<Axis, Affine> replaced = new LinkedHashMap<>();
      List<Axis> added = new ArrayList<>();
      if (r != null && taps > 1) {
        Axis t = new Axis(r.name(), taps);
        added.add(t);
        by = by.plus(Affine.of(t).times(-1));
        replaced.put(r, Affine.of(t).times(stride).plus(first));
      } else if (r != null) {
        replaced.put(r, Affine.of(first));
      }
      replaced.put(h, by);
      classes.add(new Reach(index, q, replaced, added, List.of(new Guard(by, h.extent())), false));
    }
    return classes;
  }

  private static Axis strideAxis(Affine index) {
    Axis best = null;
    for (Axis axis : index.axes()) {
      if (best == null || index.coefficient(axis) > index.coefficient(best)) {
        best = axis;
      }
    }
    return best;
  }

  private static List<List<Reach>> product(List<List<Reach>> choices) {
    List<List<Reach>> combinations = List.of(List.of());
    for (List<Reach> choice : choices) {
      combinations =
          combinations.stream()
              .flatMap(head -> choice.stream().map(c -> Statement.<Reach>concat(head, List.of(c))))
              .toList();
    }
    return combinations;
  }
}
