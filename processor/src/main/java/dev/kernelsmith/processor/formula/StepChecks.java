package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.formula.Assignment.Joining;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of a statement once the extents of all its indices are known: that places agree in them, that each element is set once, that nothing outside is read, and that a
 * maximum is one of something.
 *
 * @param set what it sets
 * @param reads what it reads
 * @param extents of all indices
 */
record StepChecks(
    Assignment assignment, Conditions conditions, Access set, List<Access> reads, Map<String, Integer> extents) {
  /** All integers up to this one are floats: kernels keep the number of a maximum's element as a float. */
  private static final long MOST_TAPS = 1 << 24;

  /** Iterations that are looked at one by one. */
  private static final long MOST_STEPS = 1 << 22;

  /** Reports an index that stands alone in places of different extents. */
  void extentsAgree() {
    extentsAgree(set);
    reads.forEach(this::extentsAgree);
  }

  private void extentsAgree(Access access) {
    for (int d = 0; d < access.index().size(); d++) {
      String index = access.index().get(d).asIndex();
      int extent = access.of().dim(d);
      if (index != null && !extents.get(index).equals(extent) && !conditions.bound(access.index().get(d))) {
        throw new Fault(
            access.place(d), "'%s' has %d values elsewhere in the statement, but '%s' has %d there: its shape is %s",
            access.text(d), extents.get(index), access.of().name(), extent, access.of().text());
      }
    }
  }

  /**
   * Reports elements that would be set several times, and values that would have no element.
   *
   * @param indices every index, and where it is first
   */
  void elementsAreSetOnce(Map<String, Place> indices) {
    Set<String> in = new HashSet<>();
    for (int d = 0; d < set.index().size(); d++) {
      Linear index = set.index().get(d);
      boolean constant = index.isConstant() && set.of().dim(d) == 1;
      if (assignment.joining() != Joining.SUM && !constant
          && (index.asIndex() == null || in.contains(index.asIndex()))) {
        throw new Fault(
            set.place(d),
            "'%s' with '%s' takes an index of its own for each extent that is set; '%s' is none: set '%s' by such, or"
                + " write '+='",
            assignment.target(), assignment.joining().symbol(), set.text(d), set.of().name());
      }
      in.addAll(index.factors().keySet());
    }
    for (Map.Entry<String, Place> index : indices.entrySet()) {
      if (assignment.joining() == Joining.NONE && !in.contains(index.getKey())) {
        throw new Fault(
            index.getValue(),
            "'%s' is no index of '%s', which so would have several values: write '+=' to add them up, or 'max='",
            index.getKey().startsWith("...") ? "..." : index.getKey(), assignment.target());
      }
    }
  }

  /**
   * Reports indices that leave what they are indices of.
   *
   * @param axes of all indices
   * @param guards what leaves out iterations
   */
  void rangesFit(Map<String, Axis> axes, List<Guard> guards) {
    List<Guard> excluding = excluding(guards);
    reads.forEach(read -> rangesFit(read, axes, excluding));
    rangesFit(set, axes, excluding);
  }

  private void rangesFit(Access access, Map<String, Axis> axes, List<Guard> excluding) {
    for (int d = 0; d < access.index().size(); d++) {
      Linear index = access.index().get(d);
      int extent = access.of().dim(d);
      if (!Verifier.stays(index.over(axes, access.place(d)), excluding, 0, extent - 1)) {
        throw new Fault(
            access.place(d),
            "index '%s' of '%s' runs from %d to %d, but there are %d: 0 to %d. Add 'where 0 <= %s < %d', which leaves out the"
                + " others, as zeros around '%s' would, or give an index in it fewer values",
            access.text(d), access.of().name(), index.least(extents), index.largest(extents), extent, extent - 1,
            access.text(d), extent, access.of().name());
      }
    }
  }

  private static List<Guard> excluding(List<Guard> guards) {
    return guards.stream().filter(g -> !g.always()).toList();
  }

  /**
   * Reports maxima of too many elements, and those of none where conditions leave none.
   *
   * @param reduced the axes over which the maximum is taken
   * @param guards what leaves out iterations
   */
  void maximaHaveElements(List<Axis> reduced, List<Guard> guards) {
    if (!assignment.isMaximum()) {
      return;
    }
    Place place = assignment.target().place();
    String symbol = assignment.joining().symbol();
    if (Axis.iterations(reduced) > MOST_TAPS) {
      throw new Fault(place, "'%s' over %d values; %d are the most", symbol, Axis.iterations(reduced), MOST_TAPS);
    }
    List<Guard> excluding = excluding(guards);
    Set<Axis> bounded = new LinkedHashSet<>();
    excluding.forEach(g -> bounded.addAll(g.index().axes()));
    if (Axis.iterations(bounded) > MOST_STEPS) {
      throw new Fault(
          place, "conditions over %d values of indices; %d are the most with '%s'", Axis.iterations(bounded),
          MOST_STEPS, symbol);
    }
    List<Axis> outer = bounded.stream().filter(axis -> !reduced.contains(axis)).toList();
    List<Axis> inner = bounded.stream().filter(reduced::contains).toList();
    if (!excluding.isEmpty() && !Conditions.leaveOne(outer, inner, excluding, new HashMap<>())) {
      throw new Fault(
          place, "the conditions leave some elements of '%s' without any value, and '%s' of nothing is no number",
          set.of().name(), symbol);
    }
  }
}
